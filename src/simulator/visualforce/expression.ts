import { VisualforceError } from './visualforce-error.ts';

/** What `{!…}` can name: a property of the controller or an attribute of the component, and the globals. */
export interface Scope {
  /** Null for a name that does not exist; a property may be null itself, and then reads as nothing. */
  property(name: string): { readonly value: string | null } | null;
  label(name: string): string | null;
  /** Address of a static resource. */
  resource(name: string): string | null;
  /** Whether the page's controllers have this remote action. */
  hasRemoteAction(name: string): boolean;
}

/** Puts values in place of `{!…}`. @throws VisualforceError for what the scope does not have */
export function fillIn(text: string, scope: Scope): string {
  return text.replace(/\{!(.*?)\}/gs, (_, expression: string) => evaluate(expression.trim(), scope));
}

function evaluate(expression: string, scope: Scope): string {
  const [, global, rest = ''] = /^\$(\w+)\.([\w.]+)$/.exec(expression) ?? [];
  const value = global === undefined ? ownValue(expression, scope) : globalValue(global, rest, scope);
  if (value === null) throw new VisualforceError(`{!${expression}} is not known here.`);
  return value;
}

function ownValue(expression: string, scope: Scope): string | null {
  if (!/^\w+$/.test(expression)) return null;
  const property = scope.property(expression);
  return property && (property.value ?? '');
}

function globalValue(global: string, name: string, scope: Scope): string | null {
  switch (global) {
    case 'Label':
      return scope.label(name);
    case 'Resource':
      return scope.resource(name);
    case 'RemoteAction':
      return scope.hasRemoteAction(name) ? name : null;
    default:
      return null;
  }
}
