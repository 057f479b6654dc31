import type { PackageFile } from './files.ts';
import { globalName } from './formula-names.ts';
import type { Name } from './names.ts';

/** What a Visualforce page names: its controllers and their remote actions, labels, resources, permissions. */
export function namesInPage({ text }: PackageFile): Name[] {
  const tag = /<apex:page\b[^>]*>/i.exec(text)?.[0] ?? '';
  const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1] ?? '';
  const classes = `${attribute('controller')},${attribute('extensions')}`
    .split(',')
    .map((name) => name.trim());
  const object = attribute('standardController');
  return [
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
