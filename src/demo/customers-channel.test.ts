import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CustomersChannel, type ThreadEntry } from './customers-channel.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'care-channel-'));
  path = join(folder, 'customers.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const said = (id: string, customer = 'ann'): ThreadEntry => ({
  profileId: 'prof_1',
  customer: { id: customer, name: customer, handle: customer },
  message: {
    ...{ id, direction: 'incoming', text: `Message ${id}`, kind: 'comment', author: customer },
    sentAt: '2026-11-20T10:00:00.000Z',
  },
});

const ids = (channel: CustomersChannel, customer = 'ann') =>
  channel.messages('prof_1', customer).map(({ id }) => id);

it('knows after a restart what it had acknowledged', async () => {
  const channel = await CustomersChannel.open(path);
  await channel.add([said('1'), said('2', 'bob')]);
  await channel.add([said('3')]);
  await channel.close();

  const again = await CustomersChannel.open(path);
  expect(ids(again)).toEqual(['1', '3']);
  expect(again.customers('prof_1').map(({ id }) => id)).toEqual(['ann', 'bob']);
  await again.close();
});

it('takes the same message once and tells of it once', async () => {
  const channel = await CustomersChannel.open(path);
  const told: string[] = [];
  channel.onMessage(({ message }) => told.push(message.id));
  await channel.add([said('1')]);
  await channel.add([said('1')]);
  await channel.close();

  expect(told).toEqual(['1']);
  expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(1);
});

it('forgets a line that was cut short and goes on writing after the whole ones', async () => {
  const channel = await CustomersChannel.open(path);
  await channel.add([said('1')]);
  await channel.close();
  appendFileSync(path, JSON.stringify(said('2')).slice(0, 40));

  const again = await CustomersChannel.open(path);
  await again.add([said('3')]);
  await again.close();
  const last = await CustomersChannel.open(path);
  expect(ids(last)).toEqual(['1', '3']);
  await last.close();
});
