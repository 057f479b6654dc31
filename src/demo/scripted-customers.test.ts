import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CustomersChannel, type ThreadEntry } from './customers-channel.ts';
import { type ScriptedCustomers, scriptCustomers } from './scripted-customers.ts';

let folder: string;
let channel: CustomersChannel;
let scripted: ScriptedCustomers;
let written: ThreadEntry[];
let chance: number;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  folder = mkdtempSync(join(tmpdir(), 'care-scripted-'));
  channel = await CustomersChannel.open(join(folder, 'customers.jsonl'));
  written = [];
  chance = 0;
  scripted = scriptCustomers(
    channel,
    async (entry) => {
      written.push(entry);
    },
    () => chance,
  );
});
afterEach(async () => {
  scripted.stop();
  vi.useRealTimers();
  await channel.close();
  rmSync(folder, { recursive: true });
});

const said = (direction: 'incoming' | 'outgoing'): ThreadEntry => ({
  profileId: 'prof_1',
  customer: { id: 'ann', name: 'Ann', handle: 'ann' },
  message: {
    ...{ id: direction, direction, text: 'Hello', kind: 'direct_message', author: 'Acme' },
    sentAt: '2026-11-20T10:00:00.000Z',
  },
});

it('answers a reply some seconds later, in the same way of writing', async () => {
  await channel.add([said('outgoing')]);
  expect(written).toEqual([]);
  vi.runAllTimers();

  expect(written).toMatchObject([
    { customer: { id: 'ann' }, message: { direction: 'incoming', kind: 'direct_message', author: 'Ann' } },
  ]);
});

it.each([
  ['to what a customer wrote', async () => channel.add([said('incoming')])],
  [
    'when chance is against it',
    async () => {
      chance = 0.9;
      await channel.add([said('outgoing')]);
    },
  ],
  [
    'when it is switched off before the answer is due',
    async () => {
      await channel.add([said('outgoing')]);
      scripted.on = false;
    },
  ],
])('does not answer %s', async (_name, happen) => {
  await happen();
  vi.runAllTimers();

  expect(written).toEqual([]);
});
