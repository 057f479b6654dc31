import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { newId } from '../service/ids.ts';
import { readText, writePrivateFile } from '../service/storage/data-folder.ts';

const SEED_STEPS = ['work', 'properties', 'connection', 'escalation'] as const;
/** What the seed does once, and would undo a visitor's work by doing again. */
export type SeedStep = (typeof SEED_STEPS)[number];

const Demo = z.object({
  accountId: z.string(),
  /** Shared with the simulated org's external client app. */
  clientSecret: z.string(),
  done: z.array(z.enum(SEED_STEPS)),
});

/** What a demo remembers between its starts, in `demo.json` of the data folder. */
export interface DemoFile extends Readonly<z.output<typeof Demo>> {
  /** Does the step unless it was done before, and notes it once it is done. */
  once(step: SeedStep, work: () => Promise<void>): Promise<void>;
}

export function openDemoFile(dataDir: string): DemoFile {
  const path = join(dataDir, 'demo.json');
  const text = readText(path);
  const demo = text === undefined ? newDemo() : Demo.parse(JSON.parse(text));
  const save = () => writePrivateFile(path, `${JSON.stringify(demo, null, 2)}\n`);
  if (text === undefined) save();
  return {
    ...demo,
    async once(step, work) {
      if (demo.done.includes(step)) return;
      await work();
      demo.done.push(step);
      save();
    },
  };
}

const newDemo = (): z.output<typeof Demo> => ({
  accountId: newId('acct'),
  clientSecret: randomBytes(32).toString('base64url'),
  done: [],
});
