/** A merge chain longer than this is somebody's loop. */
const LONGEST_CHAIN = 10;

/**
 * What became of a record, by id: one that was merged away leads to the one that took its place, which may have been
 * merged away itself. An event of a merge says only *deleted*; the recycle bin names the master (`queryAll`).
 */
export async function followMerges<Sight extends { kind: string }>(
  recordId: string,
  look: (recordId: string) => Promise<Sight | { kind: 'merged'; into: string }>,
): Promise<Exclude<Sight, { kind: 'merged' }> | { kind: 'unknown' }> {
  let id = recordId;
  for (let step = 0; step < LONGEST_CHAIN; step += 1) {
    const sight = await look(id);
    if (!isMerged(sight)) return sight as Exclude<Sight, { kind: 'merged' }>;
    id = sight.into;
  }
  return { kind: 'unknown' };
}

const isMerged = (sight: { kind: string }): sight is { kind: 'merged'; into: string } =>
  sight.kind === 'merged';
