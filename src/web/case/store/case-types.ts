import type * as z from 'zod';
import type { getCase } from '../../../api/cases.ts';
import type { AnswerOf } from '../../../api/endpoint.ts';
import type { AgentRef as AgentRefShape } from '../../../api/shapes.ts';

export type {
  CaseEvent,
  CaseSummary,
  DraftShape,
  EscalationShape,
  MessageEntry,
  TimelineEntry,
} from '../../../api/shapes.ts';
export type { MessageKind as Kind } from '../../../domain/message.ts';

export type AgentRef = z.output<typeof AgentRefShape>;
export type OpenedCase = AnswerOf<typeof getCase>;
