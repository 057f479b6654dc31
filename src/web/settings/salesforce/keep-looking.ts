import { asProblem } from '../../clients/api-problem.ts';
import type { Loaded } from '../store/loaded.ts';

interface LookingOptions<Value> {
  readonly ask: () => Promise<Value>;
  readonly shown: () => Loaded<Value>;
  readonly show: (load: Loaded<Value>) => void;
  readonly everyMs: number;
  /** Whether there may be something new to see. Left out: always. */
  readonly goesOn?: (shown: Loaded<Value>) => boolean;
}

/** Asks when told to, and from then on now and again. What is shown stays while Care does not answer for a moment. */
export function keepLooking<Value>({
  ask,
  shown,
  show,
  everyMs,
  goesOn = () => true,
}: LookingOptions<Value>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const look = async (): Promise<void> => {
    clearTimeout(timer);
    try {
      show({ status: 'ready', value: await ask() });
    } catch (error) {
      const problem = asProblem(error);
      if (!problem.passing || shown().status !== 'ready') show({ status: 'failed', problem });
    }
    if (!ended && goesOn(shown())) timer = setTimeout(look, everyMs);
  };
  return {
    look,
    end(): void {
      ended = true;
      clearTimeout(timer);
    },
  };
}
