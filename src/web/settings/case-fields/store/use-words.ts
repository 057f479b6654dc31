import type { DataUseShape } from '../../../../api/case-fields.ts';
import type { CaseFieldType } from '../../../../domain/case-field.ts';
import type { LinkItem } from '../../../elements/links.ts';
import { mappingPath } from '../../mapping/store/mapping-path.ts';

export const TYPE_WORDS: Readonly<Record<CaseFieldType, string>> = {
  single_select: 'Single-select',
  multi_select: 'Multi-select',
  text: 'Text',
  number: 'Number',
  date: 'Date',
};

/** Where to go to take it out there. */
export const linkTo = ({ kind, connectionId, name, orgName, target }: DataUseShape): LinkItem => ({
  href:
    target === null
      ? `/settings/integrations/salesforce/${connectionId}/automatic`
      : mappingPath(connectionId, target.object, target.recordType),
  label: kind === 'mapping' ? `Mapping of ${name}` : `Rule ${name}`,
  hint: orgName,
});

/** One link for each place. */
export function linksTo(uses: readonly DataUseShape[]): LinkItem[] {
  const links = new Map(uses.map((use) => [`${use.connectionId} ${use.kind} ${use.name}`, linkTo(use)]));
  return [...links.values()];
}
