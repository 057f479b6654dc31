import { MESSAGE_KIND_WORDS } from '../../domain/message-kind-words.ts';
import { PLATFORM_LABELS } from '../../domain/profile.ts';
import type { FirstSight, SightEntry, SightMessage, SightNote } from '../care/first-sight.ts';
import { escapeHtml } from './escape-html.ts';
import { policyHash } from './policy-hash.ts';

const GROUP_MS = 5 * 60_000;

/** Stands behind the messages and sets their times: only the reader's browser knows the hour it is there. */
const SIGHT_SCRIPT =
  "for(const t of document.querySelectorAll('.first-sight time'))t.textContent=new Date(t.dateTime).toTimeString().slice(0,5)";
export const SIGHT_SCRIPT_HASH = policyHash(SIGHT_SCRIPT);

/** The place of what will come, as the page around shows it until the frame is there. */
export const SIGHT_PLACE =
  '<div class="first-place" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i><i></i></div>';

/**
 * The newest messages in plain HTML, for the frame's document to begin with while the app that does the work is still
 * on its way. It stands inside the app's own element and where the app will draw the same: the moment the app draws,
 * its shadow root takes this one's place.
 */
export function renderFirstSight({ customer, profile, entries, readerId }: FirstSight): string {
  const where = `${customer.handle} on ${PLATFORM_LABELS[profile.platform]}`;
  const who = block(
    'who',
    tag('b', '', text(customer.name || customer.handle)) + tag('span', '', text(where)),
  );
  const rows = renderRows([...entries].reverse(), { me: readerId, brand: profile.name });
  const sight = block('top', block('face', '') + who) + block('talk', block('list', rows)) + block('box', '');
  return `${block('first-sight', sight)}<script>${SIGHT_SCRIPT}</script>`;
}

interface Readers {
  me: string;
  brand: string;
}

function renderRows(entries: readonly SightEntry[], readers: Readers): string {
  let isPrivate = false;
  const rows = entries.map((entry, index) => {
    if (entry.type === 'note') return block('row', renderNote(entry, readers));
    const turns = (entry.kind === 'direct_message') !== isPrivate;
    if (turns) isPrivate = !isPrivate;
    const words = isPrivate ? 'Direct messages from here' : 'Public from here';
    const turn = turns ? block(`turn ${isPrivate ? 'private' : 'public'}`, tag('span', '', words)) : '';
    const head = turns || !continues(entries[index - 1], entry);
    const foot = !continues(entry, entries[index + 1]);
    return block(head ? 'row' : 'row same', turn + renderMessage(entry, { head, foot, ...readers }));
  });
  return rows.join('');
}

function renderMessage(
  entry: SightMessage,
  { head, foot, me, brand }: Readers & { head: boolean; foot: boolean },
): string {
  const { author, direction, kind, attachments } = entry;
  const out = direction === 'outgoing';
  const said = kind === 'direct_message' && !out;
  const name = author.agentId === me ? 'You' : author.name || author.handle || brand;
  const words = entry.text || attachments.map(({ name: file }) => file).join('\n');
  const look = `message${out ? ' out' : ''}${kind === 'direct_message' ? ' private' : ''}`;
  return tag(
    'article',
    look,
    (head ? renderHead(name, said ? '' : MESSAGE_KIND_WORDS[kind][direction], entry.sentAt) : '') +
      block('bubble', tag('p', 'text', text(words))) +
      // The line that will say how far it got: its place is kept.
      (foot && (entry.delivery || (out && entry.salesforce === 'delivered')) ? block('foot', '') : ''),
  );
}

const renderNote = (note: SightNote, { me }: Readers): string =>
  tag(
    'article',
    'note',
    renderHead(note.author.id === me ? 'You' : note.author.name, 'Internal note', note.at) +
      tag('p', 'text', text(note.text)) +
      block('foot', 'Only your team sees this'),
  );

const renderHead = (name: string, kind: string, at: string): string =>
  block(
    'head',
    tag('b', '', text(name)) +
      (kind === '' ? '' : tag('span', 'kind', kind)) +
      `<time datetime="${escapeHtml(at)}"></time>`,
  );

/** One author, one kind, minutes apart: one group, as the thread has it. */
function continues(above: SightEntry | undefined, entry: SightEntry | undefined): boolean {
  return (
    above?.type === 'message' &&
    entry?.type === 'message' &&
    above.direction === entry.direction &&
    above.kind === entry.kind &&
    above.author.name === entry.author.name &&
    Date.parse(entry.sentAt) - Date.parse(above.sentAt) < GROUP_MS
  );
}

const block = (look: string, html: string): string => tag('div', look, html);
const tag = (name: string, look: string, html: string): string =>
  `<${name}${look === '' ? '' : ` class="${look}"`}>${html}</${name}>`;
const text = escapeHtml;
