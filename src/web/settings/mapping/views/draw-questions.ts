import { html, nothing, type TemplateResult } from 'lit';
import type { MappingEditor } from '../../../../api/mappings.ts';
import { bookOf } from '../../../../domain/mapping/care-datum.ts';
import { compareMappings } from '../../../../domain/mapping/compare-mappings.ts';
import { drawProblem } from '../../views/draw-problem.ts';
import type { DraftWork } from '../draft-work.ts';
import { asMapped, asSchema } from '../store/as-schema.ts';
import type { DraftState } from '../store/draft-store.ts';
import '../../../elements/age.ts';
import '../../../elements/badge.ts';
import '../../../elements/button.ts';
import '../../../elements/dialog.ts';

interface QuestionInput {
  readonly editor: MappingEditor;
  readonly state: DraftState;
  readonly work: DraftWork;
  /** Saves, and leads to what stands in the way. */
  readonly save: () => void;
}

/** What is asked before something is lost, and what the draft changes. */
export const drawQuestions = (input: QuestionInput): TemplateResult =>
  html`${drawLeave(input)} ${drawDiscard(input)} ${drawConflict(input)} ${drawCompare(input)}`;

const drawLeave = ({ state, work }: QuestionInput) =>
  html`<care-dialog .open=${state.asking === 'leave'} heading="Leave without saving?" @care-close=${() => work.ask('nothing')}>
    What you changed about this mapping is lost.
    <care-button slot="actions" @click=${() => work.leave()}>Leave</care-button>
    <care-button slot="actions" variant="primary" @click=${() => work.ask('nothing')}>Keep editing</care-button>
  </care-dialog>`;

const drawDiscard = ({ state, work }: QuestionInput) =>
  html`<care-dialog .open=${state.asking === 'discard'} heading="Discard all changes?" @care-close=${() => work.ask('nothing')}>
    The mapping is as it was saved then. Undo brings your changes back while you stay on this page.
    <care-button slot="actions" @click=${() => work.ask('nothing')}>Keep them</care-button>
    <care-button slot="actions" variant="danger" @click=${() => work.discard()}>Discard changes</care-button>
  </care-dialog>`;

const drawConflict = ({ state, work }: QuestionInput) =>
  html`<care-dialog .open=${state.asking === 'conflict'} heading="Somebody else saved meanwhile" @care-close=${() => work.ask('nothing')}>
    <p><b>${drawTheirs(state)}</b></p>
    <p>
      Yours is not saved. Look at theirs and your changes are gone; keep yours and they become the version after theirs, which
      stays among the versions.
    </p>
    <care-button slot="actions" ?disabled=${state.busy} @click=${() => work.takeTheirs()}>Look at theirs</care-button>
    <care-button slot="actions" variant="primary" ?disabled=${state.busy} @click=${() => work.keepMine()}>Keep mine on top</care-button>
  </care-dialog>`;

const drawTheirs = ({ theirs, problem }: DraftState) =>
  theirs?.savedAt
    ? html`${theirs.author?.name ?? 'Somebody'} saved version ${theirs.version}, <care-age .at=${theirs.savedAt}></care-age>.`
    : problem?.fact;

function drawCompare({ editor, state, work, save }: QuestionInput) {
  const isOpen = state.asking === 'compare';
  const schema = asSchema(editor.schema);
  const changes = isOpen
    ? compareMappings(
        asMapped(state.savedFields, schema),
        asMapped(state.fields, schema),
        bookOf(editor.careData),
      )
    : [];
  return html`<care-dialog
    .open=${isOpen}
    heading=${state.saved.version === 0 ? 'Changed against Care’s starting mapping' : `Changed against version ${state.saved.version}`}
    @care-close=${() => work.ask('nothing')}
  >
    ${state.problem ? drawProblem(state.problem) : nothing}
    <dl class="changes">
      ${changes.map(
        ({ label, change, before, after }) => html`<div>
          <dt>${label} <care-badge tone=${TONES[change]}>${WORDS[change]}</care-badge></dt>
          ${after === null ? nothing : html`<dd>${after}</dd>`}
          ${before === null ? nothing : html`<dd class="was">was: ${before}</dd>`}
        </div>`,
      )}
    </dl>
    <care-button slot="actions" @click=${() => work.ask('nothing')}>Keep editing</care-button>
    <care-button slot="actions" variant="primary" ?disabled=${state.busy} @click=${save}>Save version ${state.saved.version + 1}</care-button>
  </care-dialog>`;
}

const WORDS = { added: 'Added', changed: 'Changed', removed: 'Removed' } as const;
const TONES = { added: 'success', changed: 'accent', removed: 'danger' } as const;
