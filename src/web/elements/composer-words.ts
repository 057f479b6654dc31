import type { ComposerMode } from '../../domain/message.ts';
import { globeIcon, lockIcon, messageCircleIcon, stickyNoteIcon } from './icons.ts';

/** Who can read it decides the colour. */
export type ComposerTone = 'public' | 'private' | 'note';

interface ModeWords {
  tone: ComposerTone;
  icon: string;
  label: string;
  /** The label where there is little room. */
  short: string;
  /** What the button will do. */
  send: string;
  /** Before the customer's name, while nothing is written. */
  hint: string;
  /** Who can read it. */
  audience: string;
}

export const COMPOSER_WORDS: Readonly<Record<ComposerMode, ModeWords>> = {
  public_reply: {
    tone: 'public',
    icon: globeIcon,
    label: 'Public reply',
    short: 'Reply',
    send: 'Reply publicly',
    hint: 'Reply publicly to',
    audience: 'Everyone can read it.',
  },
  comment: {
    tone: 'public',
    icon: messageCircleIcon,
    label: 'Comment',
    short: 'Comment',
    send: 'Comment publicly',
    hint: 'Comment on the post of',
    audience: 'Everyone can read it.',
  },
  direct_message: {
    tone: 'private',
    icon: lockIcon,
    label: 'Direct message',
    short: 'DM',
    send: 'Send DM',
    hint: 'Write to',
    audience: 'Only they can read it.',
  },
  note: {
    tone: 'note',
    icon: stickyNoteIcon,
    label: 'Note',
    short: 'Note',
    send: 'Add note',
    hint: 'Write a note for your team',
    audience: 'Your team and Salesforce users with Care can read it.',
  },
};
