import { html, nothing, type TemplateResult } from 'lit';
import type { ApiProblem } from '../../clients/api-problem.ts';
import { lockIcon } from '../../elements/icons.ts';
import type { Loaded } from '../store/loaded.ts';
import '../../elements/banner.ts';
import '../../elements/card.ts';
import '../../elements/empty.ts';
import '../../elements/skeleton.ts';

interface ProblemOptions {
  readonly tone?: 'danger' | 'warning';
  /** What *Try again* does; without it there is no such button. */
  readonly again?: () => void;
}

/** What went wrong, what to do, and the code for an admin. Null: nothing did. */
export function drawProblem(
  problem: ApiProblem | null,
  { tone = 'danger', again }: ProblemOptions = {},
): TemplateResult | typeof nothing {
  if (problem === null) return nothing;
  return html`<care-banner
    tone=${tone}
    .fact=${problem.fact}
    .details=${problem.code}
    .action=${again ? 'Try again' : ''}
    @care-banner-action=${() => again?.()}
    >${problem.remedy}</care-banner
  >`;
}

/** Something asked of the service: its place while it is on its way, what went wrong, or itself. */
export function drawLoaded<Value>(
  load: Loaded<Value>,
  draw: (value: Value) => unknown,
  options: ProblemOptions = {},
): unknown {
  switch (load.status) {
    case 'loading':
      return html`<care-skeleton></care-skeleton><care-skeleton></care-skeleton>`;
    case 'failed':
      return drawProblem(load.problem, options);
    case 'ready':
      return draw(load.value);
  }
}

/** Where a page would stand that one may not see. */
export const drawRefusal = (heading: string, why: string): TemplateResult =>
  html`<care-card
    ><care-empty level="2" .icon=${lockIcon} heading=${heading}>${why}</care-empty></care-card
  >`;
