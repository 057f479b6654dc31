import { type ApiProblem, asProblem } from '../clients/api-problem.ts';

/** What a page shows while something it was asked for is done, and when that failed. */
interface Acting {
  busy: boolean;
  problem: ApiProblem | null;
}

/**
 * Does what somebody pressed: the page is busy meanwhile, and says what went wrong.
 *
 * @returns how to do it; true: it was done.
 */
export const actOn =
  (set: (change: Acting | Pick<Acting, 'busy'> | Pick<Acting, 'problem'>) => void) =>
  async (doIt: () => Promise<unknown>): Promise<boolean> => {
    set({ busy: true, problem: null });
    try {
      await doIt();
      return true;
    } catch (error) {
      set({ problem: asProblem(error) });
      return false;
    } finally {
      set({ busy: false });
    }
  };
