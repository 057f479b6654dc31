import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { MetadataFiles } from '../schema/metadata-files.ts';
import { loadBeforeSaveFlows } from './load-flows.ts';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const START =
  '<start><connector><targetReference>Set</targetReference></connector><object>Case</object><recordTriggerType>Create</recordTriggerType><triggerType>RecordBeforeSave</triggerType></start>';
const SET =
  '<assignments><name>Set</name><assignmentItems><assignToReference>$Record.Subject</assignToReference><operator>Assign</operator><value><stringValue>Set</stringValue></value></assignmentItems></assignments>';

function load(body: string, status = 'Active') {
  folder = mkdtempSync(path.join(tmpdir(), 'flows-'));
  mkdirSync(path.join(folder, 'flows'));
  writeFileSync(
    path.join(folder, 'flows/Own.flow-meta.xml'),
    `<Flow>${body}<status>${status}</status></Flow>`,
  );
  return loadBeforeSaveFlows(new MetadataFiles(folder, ''));
}

test('an active flow writes into the record that is about to be saved', () => {
  const [flow] = load(START + SET);
  const record = { Subject: 'Given' };
  flow?.run({ record, isNew: true, finds: () => false });
  expect(record).toEqual({ Subject: 'Set' });
});

test('a flow for new records leaves changed ones alone', () => {
  const [flow] = load(START + SET);
  const record = { Subject: 'Given' };
  flow?.run({ record, isNew: false, finds: () => false });
  expect(record).toEqual({ Subject: 'Given' });
});

test('a flow that is not active, or runs at another time, is not loaded', () => {
  expect(load(START + SET, 'Draft')).toEqual([]);
  rmSync(folder, { recursive: true });
  expect(load(START.replace('RecordBeforeSave', 'RecordAfterSave') + SET)).toEqual([]);
});

test.each([
  ['an element', `${START}${SET}<recordUpdates><name>X</name></recordUpdates>`, 'element "recordUpdates"'],
  ['an operator', START + SET.replace('>Assign<', '>Add<'), 'the assignment "Set"'],
  [
    'a value',
    START +
      SET.replace('stringValue>Set</stringValue', 'elementReference>$Flow.CurrentDate</elementReference'),
    'the value "$Flow.CurrentDate"',
  ],
])('%s that is not known stops the start', (_name, body, what) => {
  expect(() => load(body)).toThrow(what);
});
