import type { MessageKind } from './message.ts';

export const PLATFORMS = [
  'x',
  'instagram',
  'facebook',
  'whatsapp',
  'tiktok',
  'youtube',
  'linkedin',
  'google_business',
  'threads',
] as const;
export type Platform = (typeof PLATFORMS)[number];

export const PLATFORM_LABELS: Readonly<Record<Platform, string>> = {
  x: 'X',
  instagram: 'Instagram',
  facebook: 'Facebook',
  whatsapp: 'WhatsApp',
  tiktok: 'TikTok',
  youtube: 'YouTube',
  linkedin: 'LinkedIn',
  google_business: 'Google Business',
  threads: 'Threads',
};

/** Longest text the platform takes in one message of this sort, in characters as a reader counts them. */
export const PLATFORM_TEXT_LIMITS: Readonly<Record<Platform, { public: number; private: number }>> = {
  x: { public: 280, private: 10_000 },
  instagram: { public: 2_200, private: 1_000 },
  facebook: { public: 8_000, private: 2_000 },
  whatsapp: { public: 4_096, private: 4_096 },
  tiktok: { public: 150, private: 6_000 },
  youtube: { public: 10_000, private: 10_000 },
  linkedin: { public: 1_250, private: 8_000 },
  google_business: { public: 4_096, private: 4_096 },
  threads: { public: 500, private: 1_000 },
};

/** WhatsApp is private by nature; the others know both. */
export function replyKinds(platform: Platform): readonly MessageKind[] {
  switch (platform) {
    case 'whatsapp':
      return ['direct_message'];
    case 'google_business':
    case 'youtube':
      return ['public_reply', 'comment'];
    default:
      return ['public_reply', 'comment', 'direct_message'];
  }
}

/** How one answers a customer who wrote like this, when nobody chose: privately what came privately. */
export function usualReplyKind(platform: Platform, lastKind: MessageKind | null): MessageKind {
  const kinds = replyKinds(platform);
  return lastKind === 'direct_message' && kinds.includes('direct_message')
    ? 'direct_message'
    : (kinds[0] ?? 'public_reply');
}

export function textLimit(platform: Platform, kind: MessageKind): number {
  const limits = PLATFORM_TEXT_LIMITS[platform];
  return kind === 'direct_message' ? limits.private : limits.public;
}
