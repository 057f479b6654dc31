import { readFileSync } from 'node:fs';
import { publicUrl, runCommand } from './command.ts';
import { sf } from './sf.ts';

interface Project {
  packageDirectories: { path: string; default?: boolean; package?: string }[];
  packageAliases: Record<string, string>;
}

// npm run package:version: a version of the unlocked package, with the address of CARE_PUBLIC_URL in it.
await runCommand(() => {
  const address = publicUrl();
  const project = JSON.parse(readFileSync('sfdx-project.json', 'utf8')) as Project;
  const { path, package: name } = project.packageDirectories.find((each) => each.default)!;
  if (!project.packageAliases[name!]) createPackage(name!, path);
  console.log(`Building a version of ${name} for ${address}; this takes some minutes …`);
  const key = process.env.CARE_INSTALLATION_KEY;
  const { SubscriberPackageVersionId: id } = sf<{ SubscriberPackageVersionId: string }>([
    'package',
    'version',
    'create',
    '--package',
    name!,
    '--code-coverage',
    ...(key ? ['--installation-key', key] : ['--installation-key-bypass']),
    '--wait',
    '60',
  ]);
  console.log(`Version ${id} is built.`);
  console.log(`Install it: https://login.salesforce.com/packaging/installPackage.apexp?p0=${id}`);
  console.log(`Release it: sf package version promote --package ${id}`);
});

/** Once in a Dev Hub's life; the CLI writes the new id into sfdx-project.json, which is to be committed. */
function createPackage(name: string, path: string): void {
  sf(['package', 'create', '--name', name, '--path', path, '--package-type', 'Unlocked', '--no-namespace']);
  console.log(`Created the package ${name}. Commit what that added to sfdx-project.json.`);
}
