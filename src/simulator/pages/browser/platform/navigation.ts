/** `lightning/navigation`: opens pages of this org. */
import { addressOfItem, app, pathInApp, tabs } from '../current-app.ts';
import { navigation } from '../navigation-items.ts';

interface PageReference {
  readonly type: string;
  readonly attributes?: {
    readonly recordId?: string;
    readonly url?: string;
    readonly objectApiName?: string;
    readonly apiName?: string;
  };
}

const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

function go(reference: PageReference): void {
  const { type, attributes = {} } = reference;
  if (type === 'standard__recordPage' && attributes.recordId) tabs.openRecord(attributes.recordId);
  else if (type === 'standard__objectPage') navigation.showObject(attributes.objectApiName ?? 'Case');
  else if (type === 'standard__navItemPage') navigation.showPage(attributes.apiName ?? '');
  else if (type === 'standard__webPage' && /^https?:/.test(attributes.url ?? '')) {
    window.open(attributes.url, '_blank', 'noopener');
  }
}

async function addressOf({ type, attributes = {} }: PageReference): Promise<string> {
  if (type === 'standard__webPage') return attributes.url ?? '';
  if (type === 'standard__recordPage')
    return `/lightning/r/${attributes.objectApiName ?? 'Record'}/${attributes.recordId}/view`;
  if (type === 'standard__navItemPage') return `/lightning/n/${attributes.apiName}`;
  return `/lightning/o/${attributes.objectApiName ?? 'Case'}/list`;
}

// biome-ignore lint/suspicious/noExplicitAny: TypeScript asks a mixin's base for exactly this constructor.
type Base = new (...args: any[]) => object;

export const NavigationMixin = Object.assign(
  <Parent extends Base>(parent: Parent) =>
    class extends parent {
      [Navigate](reference: PageReference): void {
        go(JSON.parse(JSON.stringify(reference)) as PageReference);
      }
      [GenerateUrl](reference: PageReference): Promise<string> {
        return addressOf(JSON.parse(JSON.stringify(reference)) as PageReference);
      }
    },
  { Navigate, GenerateUrl },
);

/** Wire adapter: the page in front when the component was made. */
export class CurrentPageReference {
  constructor(emit: (reference: object) => void) {
    emit({ ...inFront(), state: {} });
  }
  connect(): void {}
  update(): void {}
  disconnect(): void {}
}

function inFront(): PageReference {
  const tab = tabs.focused();
  if (tab) return { type: 'standard__recordPage', attributes: { recordId: tab.recordId } };
  const item = app.items.find((one) => addressOfItem(one) === pathInApp());
  if (item?.kind === 'page') return { type: 'standard__navItemPage', attributes: { apiName: item.name } };
  return { type: 'standard__objectPage', attributes: { objectApiName: item?.object ?? 'Case' } };
}
