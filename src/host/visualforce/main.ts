/** What the pages CareHostCase and CareHostLead run: the static resource `careVisualforceHost`. */
import { frameCare } from './frame-care.ts';
import type { Remoting } from './remote-action.ts';
import { showCare } from './show-care.ts';

declare global {
  interface Window {
    Visualforce: { readonly remoting: { readonly Manager: Remoting } };
    /** Only in Lightning Experience, where the platform puts it into every Visualforce page. */
    sforce?: { readonly one?: { navigateToSObject(recordId: string): void } };
  }
}

function openRecord(recordId: string): void {
  if (window.sforce?.one) window.sforce.one.navigateToSObject(recordId);
  else window.open(`/${recordId}`, '_blank', 'noopener');
}

function main(): void {
  const page = document.getElementById('care');
  if (!page) return;
  showCare(page, {
    remoting: window.Visualforce.remoting.Manager,
    frameCare: (options) => frameCare(page, options),
    openRecord,
  });
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', main);
else main();
