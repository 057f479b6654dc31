/** A message of the sample; the marker `[m<index>]` in its text tells where it stands in its conversation. */
export interface SampleMessage {
  direction: 'incoming' | 'outgoing';
  author: string;
  sentAt: string;
  text: string;
}

const WORDS =
  'order parcel refund late hello thanks please delivery status account card photo broken screen waiting reply store number email today tomorrow shipping invoice payment support product return size colour help team issue update track code voucher'.split(
    ' ',
  );
const START = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;

/** The same conversation for the same seed, on every machine; the customer has the last word. */
export function sampleMessages(count: number, seed: number): SampleMessage[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, (_, index) => {
    const isReply = random() < 0.45 && index < count - 1;
    const words = Array.from(
      { length: 4 + Math.floor(random() * random() * 60) },
      () => WORDS[Math.floor(random() * WORDS.length)],
    );
    return {
      direction: isReply ? 'outgoing' : 'incoming',
      author: isReply ? 'Ana Agent' : 'Jan Novak',
      sentAt: new Date(START + index * MINUTE_MS).toISOString(),
      text: `[m${index}] ${words.join(' ')}`,
    };
  });
}

/** One line of an import file. */
export function importLine(customer: string, messages: readonly SampleMessage[]): string {
  return JSON.stringify({
    platform: 'x',
    profile: 'AcmeCare',
    customer: { id: customer, handle: customer, name: customer },
    messages: messages.map((message, index) => ({
      ...message,
      id: `${customer}-${index}`,
      kind: 'direct_message',
    })),
  });
}

/** `conversations` lines of 1 to 2 * `averageLength` - 1 messages each. */
export function sampleFile(
  conversations: number,
  averageLength: number,
): { lines: string[]; messages: number } {
  const random = randomNumbers(1);
  let messages = 0;
  const lines = Array.from({ length: conversations }, (_, index) => {
    const length = 1 + Math.floor(random() * (2 * averageLength - 1));
    messages += length;
    return importLine(`customer-${index}`, sampleMessages(length, index));
  });
  return { lines, messages };
}

/** Park and Miller's generator: short, and the same everywhere. */
function randomNumbers(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  for (let i = 0; i < 3; i++) state = (state * 16_807) % 2_147_483_647;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
