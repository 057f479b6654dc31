import type { Sentiment } from '../domain/sentiment.ts';
import type { AgentClient } from './agent-client.ts';

/** What the made-up company asks of its cases. */
const FIELDS = [
  { name: 'Team ownership', type: 'single_select', options: ['Care', 'Salesforce', 'Returns'] },
  { name: 'Products', type: 'multi_select', options: ['Brio', 'Hair dryer', 'Travel cup'] },
  { name: 'Order number', type: 'text' },
] as const;

interface Said {
  /** The customer's handle. */
  customer: string;
  sentiment: Sentiment;
  language: string;
  labels: readonly string[];
  /** By the key that the name of a field makes. */
  fields?: Readonly<Record<string, string | string[]>>;
}

const SAID: readonly Said[] = [
  {
    customer: 'maya_lindq',
    sentiment: 'negative',
    language: 'en',
    labels: ['Repair'],
    fields: { field_products: ['brio'], field_team_ownership: 'salesforce' },
  },
  {
    customer: 'fiona_mcr',
    sentiment: 'negative',
    language: 'en',
    labels: ['Safety'],
    fields: { field_team_ownership: 'care' },
  },
  {
    customer: '+1 555 0173',
    sentiment: 'neutral',
    language: 'en',
    labels: ['Delivery'],
    fields: { field_products: ['hair_dryer'], field_order_number: '48-20997' },
  },
  { customer: 'juanca_mtz', sentiment: 'negative', language: 'es', labels: ['Refund'] },
];

interface ListedCase {
  id: string;
  customer: { handle: string };
}

/** Case fields of the account, and what the team has said of some of its cases. */
export async function seedProperties(admin: AgentClient): Promise<void> {
  for (const [at, field] of FIELDS.entries()) {
    await admin.post('/v1/case-fields', field, `demo-case-field-${at}`);
  }
  const { cases } = await admin.get<{ cases: ListedCase[] }>('/v1/cases?view=latest&limit=200');
  for (const { customer, ...properties } of SAID) {
    const found = cases.find((one) => one.customer.handle === customer);
    // Without one, a visitor or an earlier start was here before.
    if (found) await admin.put(`/v1/cases/${found.id}/properties`, properties);
  }
}
