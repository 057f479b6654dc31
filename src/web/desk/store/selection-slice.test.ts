// @vitest-environment node
import { beforeEach, expect, test } from 'vitest';
import { summary } from '../../clients/testing/fake-care.ts';
import { createDeskStore, type DeskStore } from './desk-store.ts';

let store: DeskStore;
const state = () => store.getState();
const list = (count: number) =>
  state().rowsArrived(
    { cases: Array.from({ length: count }, (_, at) => summary({ id: `case_${at}` })), nextCursor: null },
    false,
  );

beforeEach(() => {
  store = createDeskStore();
  list(6);
});

test('takes a row in and out, and begins selecting with it', () => {
  state().rowToggled('case_1', false);
  expect(state()).toMatchObject({ selecting: true, selected: ['case_1'] });
  state().rowToggled('case_1', false);
  expect(state()).toMatchObject({ selecting: true, selected: [] });
});

test('takes in everything from the row chosen last, in either direction, and out again', () => {
  state().rowToggled('case_4', false);
  state().rowToggled('case_1', true);
  expect(state().selected.toSorted()).toEqual(['case_1', 'case_2', 'case_3', 'case_4']);
  state().rowToggled('case_3', true);
  expect(state().selected).toEqual(['case_4']);
});

test('takes one row in when the one chosen last has left the list', () => {
  state().rowToggled('case_5', false);
  list(3);
  state().rowToggled('case_1', true);
  expect(state().selected).toEqual(['case_5', 'case_1']);
});

test('takes all of the list in, and no more than can go at once', () => {
  list(230);
  state().allSelected();
  expect(state().selected).toHaveLength(200);
  state().rowToggled('case_229', false);
  expect(state().selected).toHaveLength(200);
});

test('forgets what was chosen with the list it was chosen in', () => {
  state().rowToggled('case_1', false);
  state().inboxAsked({ view: 'done' });
  expect(state()).toMatchObject({ selecting: false, selected: [] });
});
