import type { ApiProblem } from '../../clients/api-problem.ts';

/** Something asked of the service, as far as it has come. */
export type Loaded<Value> =
  | { status: 'loading' }
  | { status: 'failed'; problem: ApiProblem }
  | { status: 'ready'; value: Value };
