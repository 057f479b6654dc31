import { expect, test } from 'vitest';
import { RowLocks } from './row-locks.ts';

test('writes on different rows do not wait for each other', async () => {
  const locks = new RowLocks();
  const [a, b] = await Promise.all([locks.acquire(['1', '2'], 0), locks.acquire(['3'], 0)]);
  a();
  b();
});

test('a row that is held is refused at the end of the wait, with the row named', async () => {
  const locks = new RowLocks();
  await locks.acquire(['1'], 0);
  await expect(locks.acquire(['2', '1'], 0)).rejects.toMatchObject({
    errorCode: 'UNABLE_TO_LOCK_ROW',
    message: expect.stringContaining('1'),
  });
});

test('who waits goes on in turn when the row is given back', async () => {
  const locks = new RowLocks();
  const release = await locks.acquire(['1'], 0);
  const order: string[] = [];
  const next = (name: string) =>
    locks.acquire(['1'], 60_000).then((done) => {
      order.push(name);
      done();
    });
  const waiting = [next('second'), next('third')];
  release();
  await Promise.all(waiting);
  expect(order).toEqual(['second', 'third']);
});

test('who gave up takes no lock later', async () => {
  const locks = new RowLocks();
  const release = await locks.acquire(['1'], 0);
  await expect(locks.acquire(['1', '2'], 0)).rejects.toThrow();
  release();
  (await locks.acquire(['1', '2'], 0))();
});
