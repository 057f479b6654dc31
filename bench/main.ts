import { parseArgs } from 'node:util';
import { machine } from './machine.ts';
import { measureDoubleClicks } from './measure-double-clicks.ts';
import { measureEscalation } from './measure-escalation.ts';
import { measureImport } from './measure-import.ts';
import { measureKillSwitch } from './measure-kill-switch.ts';
import { measureLatency } from './measure-latency.ts';
import { measureMappingEditor } from './measure-mapping-editor.ts';
import { measureTokens } from './measure-tokens.ts';
import { measureRecordPage } from './record-page/measure-record-page.ts';
import { measureWidget } from './widget/measure-widget.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { file: { type: 'string' }, peers: { type: 'string' }, runs: { type: 'string' } },
});

const MEASUREMENTS: Readonly<Record<string, () => Promise<object>>> = {
  import: () => measureImport(values.file),
  latency: measureLatency,
  escalation: () => measureEscalation(Number(values.runs ?? 10)),
  'double-clicks': () => measureDoubleClicks(Number(values.runs ?? 200)),
  'kill-switch': () => measureKillSwitch(Number(values.runs ?? 1_000)),
  tokens: () => measureTokens(Number(values.runs ?? 1_000)),
  'mapping-editor': () => measureMappingEditor(Number(values.runs ?? 10)),
  widget: () => measureWidget({ peers: values.peers, runs: Number(values.runs ?? 5) }),
  'record-page': () => measureRecordPage(Number(values.runs ?? 20)),
};

const asked = positionals[0] ?? 'all';
const chosen = Object.entries(MEASUREMENTS).filter(([name]) => asked === 'all' || asked === name);
if (chosen.length === 0) {
  console.error(`There is no measurement "${asked}": ${Object.keys(MEASUREMENTS).join(', ')} or all.`);
  process.exit(2);
}
const result: Record<string, unknown> = { machine: machine() };
for (const [name, measure] of chosen) {
  console.error(`Measuring ${name} …`);
  result[name] = await measure();
}
console.log(JSON.stringify(result, null, 2));
