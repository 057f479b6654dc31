import type { OrgCore, OrgUser } from '../core.ts';
import { type ActionOutcome, sendToCare } from './care-action-call.ts';

/** TWINS of CareReplyAction.cls and CareCaseLinkAction.cls. Change both together. */

/** An input as the REST API hands it in: by name of its @InvocableVariable. */
export type InvocableInput = Readonly<Record<string, string | null>>;
export type InvocableOutput = Readonly<Record<string, string | boolean | null>>;

export interface InvocableMethod {
  readonly label: string;
  /** By name of the input variable. */
  readonly inputs: Readonly<Record<string, { readonly required: boolean; readonly type: 'id' | 'string' }>>;
  run(org: OrgCore, user: OrgUser, inputs: readonly InvocableInput[]): Promise<readonly InvocableOutput[]>;
}

const OPTIONAL = { required: false, type: 'string' } as const;
const REQUIRED = { required: true, type: 'string' } as const;
const RECORD = { required: true, type: 'id' } as const;

const replies: InvocableMethod = {
  label: 'Send Care reply',
  inputs: {
    recordId: RECORD,
    text: REQUIRED,
    kind: OPTIONAL,
    thenStatus: OPTIONAL,
    idempotencyKey: OPTIONAL,
  },
  async run(org, user, inputs) {
    const wishes = inputs.map(
      ({ recordId = null, text = null, kind, thenStatus, idempotencyKey = null }) => ({
        recordId,
        ownKey: idempotencyKey,
        fields: {
          text,
          kind: kind?.trim() ? kind : null,
          thenStatus: thenStatus?.trim() ? thenStatus : null,
        },
      }),
    );
    const outcomes = await sendToCare(org, user, '/v1/actions/replies', 'text', wishes);
    return outcomes.map((outcome) => ({ ...common(outcome), messageId: outcome.messageId }));
  },
};

const caseLinks: InvocableMethod = {
  label: 'Create Care case link',
  inputs: { recordId: RECORD, careCase: REQUIRED, idempotencyKey: OPTIONAL },
  async run(org, user, inputs) {
    const wishes = inputs.map(({ recordId = null, careCase = null, idempotencyKey = null }) => ({
      recordId,
      ownKey: idempotencyKey,
      fields: { careCase },
    }));
    const outcomes = await sendToCare(org, user, '/v1/actions/case-links', 'careCase', wishes);
    return outcomes.map((outcome) => ({
      ...common(outcome),
      careCaseId: outcome.caseId,
      careCaseUrl: outcome.caseUrl,
    }));
  },
};

/** Invocable methods by class. */
export const INVOCABLE_METHODS: Readonly<Record<string, InvocableMethod>> = {
  CareReplyAction: replies,
  CareCaseLinkAction: caseLinks,
};

function common({ agentName, problem }: ActionOutcome): InvocableOutput {
  return {
    isSuccess: problem === null,
    agentName,
    errorCode: problem?.code ?? null,
    errorMessage: problem?.detail ?? null,
    errorRemedy: problem?.remedy ?? null,
  };
}
