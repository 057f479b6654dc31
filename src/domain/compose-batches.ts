/** One row a lane wants written. Rows of a lane go in order. */
export interface LaneRow {
  /** Rows with equal keys may share a call: same org, same object and key, same acting token. */
  key: string;
  /** The record it belongs to: rows are sorted by it, and a lane is one record at a time. */
  parent: string;
  /** Unique within a call. */
  id: string;
  bytes: number;
  /** Records it stands for; absent: one. They stay together. */
  records?: number;
  /** Goes in a call of its own. */
  alone?: boolean;
  /** As many rows like it as a call takes; absent: what the limits say. */
  most?: number;
}

export interface LaneRows<Row extends LaneRow> {
  /** Head first. */
  rows: readonly Row[];
}

export interface Batch<Lane, Row> {
  key: string;
  /**
   * Set when a lane has more than one record in it: were they written each on its own, a later message could
   * stand in Salesforce without an earlier one.
   */
  allOrNone: boolean;
  runs: { lane: Lane; rows: Row[] }[];
}

export interface BatchLimits {
  rows: number;
  bytes: number;
}

export const COLLECTION_LIMITS: BatchLimits = { rows: 200, bytes: 4_000_000 };

/**
 * Fills calls with the heads of many lanes. A lane is in one batch at most, with the run of rows at its
 * head that share a key; what does not fit stays for the next round.
 */
export function composeBatches<Row extends LaneRow, Lane extends LaneRows<Row>>(
  lanes: readonly Lane[],
  limits: BatchLimits = COLLECTION_LIMITS,
): Batch<Lane, Row>[] {
  const groups = new Map<string, Lane[]>();
  const batches: Batch<Lane, Row>[] = [];
  for (const lane of lanes) {
    const head = lane.rows[0];
    if (!head) continue;
    if (head.alone) batches.push({ key: head.key, allOrNone: false, runs: [{ lane, rows: [head] }] });
    else groups.set(head.key, [...(groups.get(head.key) ?? []), lane]);
  }
  for (const [key, members] of groups) {
    members.sort((a, b) => compare(a.rows[0]!.parent, b.rows[0]!.parent));
    let batch: Batch<Lane, Row> | null = null;
    let room = { ...limits };
    let ids = new Set<string>();
    for (const lane of members) {
      let rows = headRun(lane, key, room, ids);
      if (!batch || rows.length === 0) {
        batch = { key, allOrNone: false, runs: [] };
        batches.push(batch);
        room = { ...limits, rows: Math.min(limits.rows, lane.rows[0]!.most ?? limits.rows) };
        ids = new Set();
        rows = headRun(lane, key, room, ids);
        // One row larger than a whole call: it goes alone, and Salesforce says what it thinks of it.
        if (rows.length === 0) rows = [lane.rows[0]!];
      }
      for (const row of rows) ids.add(row.id);
      room.rows -= rows.reduce((sum, row) => sum + recordsOf(row), 0);
      room.bytes -= rows.reduce((sum, row) => sum + row.bytes, 0);
      batch.runs.push({ lane, rows });
      if (rows.length > 1 || recordsOf(rows[0]!) > 1) batch.allOrNone = true;
    }
  }
  return batches;
}

function headRun<Row extends LaneRow>(
  lane: LaneRows<Row>,
  key: string,
  room: BatchLimits,
  taken: ReadonlySet<string>,
): Row[] {
  const run: Row[] = [];
  const ids = new Set(taken);
  let bytes = 0;
  let records = 0;
  for (const row of lane.rows) {
    if (row.key !== key || row.alone || ids.has(row.id)) break;
    if (records + recordsOf(row) > room.rows || bytes + row.bytes > room.bytes) break;
    ids.add(row.id);
    records += recordsOf(row);
    bytes += row.bytes;
    run.push(row);
  }
  return run;
}

const recordsOf = (row: LaneRow): number => row.records ?? 1;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
