import type { PackageFile } from './files.ts';
import { globalName } from './formula-names.ts';
import type { Name } from './names.ts';

/** What a Visualforce page or component names: controllers, remote actions, components, labels, resources. */
export function namesInPage({ text }: PackageFile): Name[] {
  const tag = /<apex:(?:page|component)\b[^>]*>/i.exec(text)?.[0] ?? '';
  const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1] ?? '';
  const classes = `${attribute('controller')},${attribute('extensions')}`
    .split(',')
    .map((name) => name.trim());
  const object = attribute('standardController');
  return [
    ...[...text.matchAll(/<c:(\w+)/g)].map(([, name = '']) => ({
      kind: 'visualforce component' as const,
      name,
    })),
    ...classes.filter(Boolean).map((name) => ({ kind: 'apex class' as const, name })),
    ...(object ? [{ kind: 'object' as const, name: object }] : []),
    ...[...text.matchAll(/\$RemoteAction\.(\w+\.\w+)/g)].map(([, name = '']) => ({
      kind: 'remote action' as const,
      name,
    })),
    ...[...text.matchAll(/\$(?:Label|Resource|Permission|Page|Credential)(?:\.\w+)+/g)].flatMap(([word]) =>
      globalName(word),
    ),
  ];
}
