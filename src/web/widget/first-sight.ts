import './first-sight.css';
import { PLATFORM_LABELS } from '../../domain/profile.ts';
import type { AgentRef, MessageEntry, OpenedCase, TimelineEntry } from '../case/store/case-types.ts';
import { MESSAGE_KIND_WORDS } from '../elements/message-kind-words.ts';

/** As many as a component in a record page shows. */
const MESSAGES = 8;
const GROUP_MS = 5 * 60_000;

/**
 * Puts the newest messages before the reader's eyes at once, in plain HTML, while the app that does the work is still
 * on its way. It stands inside the app's own element and where the app will draw the same: the moment the app draws,
 * its shadow root takes this one's place.
 */
export function drawFirstSight(place: Element, opened: OpenedCase, me: AgentRef): void {
  const { customer, profile } = opened.case;
  const name = customer.name || customer.handle;
  const who = block('who', [
    block('', name, 'b'),
    block('', `${customer.handle} on ${PLATFORM_LABELS[profile.platform]}`, 'span'),
  ]);
  place.replaceChildren(
    block('first-sight', [
      block('top', [block('face', ''), who]),
      block('talk', [block('list', drawRows(opened.entries.slice(0, MESSAGES).reverse(), me, profile.name))]),
      block('box', ''),
    ]),
  );
}

function drawRows(entries: readonly TimelineEntry[], me: AgentRef, brand: string): Element[] {
  let isPrivate = false;
  return entries.map((entry, index) => {
    if (entry.type === 'note') return block('row', [drawNote(entry, me)]);
    const parts: Element[] = [];
    const turns = (entry.kind === 'direct_message') !== isPrivate;
    if (turns) {
      isPrivate = !isPrivate;
      const words = isPrivate ? 'Direct messages from here' : 'Public from here';
      parts.push(block(`turn ${isPrivate ? 'private' : 'public'}`, [block('', words, 'span')]));
    }
    const head = turns || !continues(entries[index - 1], entry);
    const foot = !continues(entry, entries[index + 1]);
    parts.push(drawMessage(entry, { head, foot, me, brand }));
    return block(head ? 'row' : 'row same', parts);
  });
}

function drawMessage(
  entry: MessageEntry,
  { head, foot, me, brand }: { head: boolean; foot: boolean; me: AgentRef; brand: string },
): Element {
  const { author, direction, kind, attachments } = entry;
  const out = direction === 'outgoing';
  const said = kind === 'direct_message' && !out;
  const name = author.agentId === me.id ? 'You' : author.name || author.handle || brand;
  const parts: Element[] = [];
  if (head) {
    parts.push(
      block('head', [
        block('', name, 'b'),
        ...(said ? [] : [block('kind', MESSAGE_KIND_WORDS[kind][direction], 'span')]),
        block('', clock(entry.sentAt), 'time'),
      ]),
    );
  }
  const text = entry.text || attachments.map(({ name: file }) => file).join('\n');
  parts.push(block('bubble', [block('text', text, 'p')]));
  // The line that will say how far it got: its place is kept.
  if (foot && (entry.delivery || (out && entry.salesforce === 'delivered'))) parts.push(block('foot', ''));
  const look = `message${out ? ' out' : ''}${kind === 'direct_message' ? ' private' : ''}`;
  return block(look, parts, 'article');
}

function drawNote(note: Extract<TimelineEntry, { type: 'note' }>, me: AgentRef): Element {
  const name = note.author.id === me.id ? 'You' : note.author.name;
  const kind = block('kind', 'Internal note', 'span');
  return block(
    'note',
    [
      block('head', [block('', name, 'b'), kind, block('', clock(note.at), 'time')]),
      block('text', note.text, 'p'),
      block('foot', 'Only your team sees this'),
    ],
    'article',
  );
}

/** One author, one kind, minutes apart: one group, as the thread has it. */
function continues(above: TimelineEntry | undefined, entry: TimelineEntry | undefined): boolean {
  return (
    above?.type === 'message' &&
    entry?.type === 'message' &&
    above.direction === entry.direction &&
    above.kind === entry.kind &&
    above.author.name === entry.author.name &&
    Date.parse(entry.sentAt) - Date.parse(above.sentAt) < GROUP_MS
  );
}

/** "18:42" as the thread has it, without what Intl takes to start. */
const clock = (iso: string): string => new Date(iso).toTimeString().slice(0, 5);

function block(look: string, content: string | readonly Element[], tag = 'div'): Element {
  const element = document.createElement(tag);
  element.className = look;
  if (typeof content === 'string') element.textContent = content;
  else element.append(...content);
  return element;
}
