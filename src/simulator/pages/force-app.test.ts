import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';

const ROOT = 'force-app';
const MAIN = `${ROOT}/main/default`;
const files = readdirSync(ROOT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name));
const read = (file: string) => readFileSync(file, 'utf8');
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);
const metadata = files.filter((file) => file.endsWith('-meta.xml'));

test('every metadata file is well-formed', () => {
  expect(metadata.length).toBeGreaterThan(50);
  expect(metadata.filter((file) => XMLValidator.validate(read(file)) !== true)).toEqual([]);
});

test('every class, component and resource has its metadata', () => {
  const sources = files.filter(
    (file) => /\.cls$/.test(file) || /\/staticresources\/[^.]+\.js$/.test(file) || isMainOfComponent(file),
  );
  const missing = sources.filter((file) => {
    const wanted = file.includes('/staticresources/')
      ? file.replace(/\.js$/, '.resource-meta.xml')
      : `${file}-meta.xml`;
    return !metadata.includes(wanted);
  });
  expect(sources.length).toBeGreaterThan(8);
  expect(missing).toEqual([]);
});

test('every label that components, classes, pages and flows use exists, and none is left over', () => {
  const users = files.filter((file) => /\.(js|cls|page|flow-meta\.xml)$/.test(file));
  const label = /(?:@salesforce\/label\/c\.|System\.Label\.|\$Label\.(?:c\.)?)(\w+)/g;
  const used = users.flatMap((file) => all(read(file), label));
  const declared = all(read(`${MAIN}/labels/CustomLabels.labels-meta.xml`), /<fullName>(\w+)<\/fullName>/g);
  expect([...new Set(used)].sort()).toEqual([...declared].sort());
});

test('every field, class and principal a permission set names exists', () => {
  for (const file of metadata.filter((name) => name.includes('/permissionsets/'))) {
    const text = read(file);
    for (const field of all(text, /<field>(.+?)<\/field>/g)) {
      const [object, name] = field.split('.');
      expect(files, `${file}: ${field}`).toContain(`${MAIN}/objects/${object}/fields/${name}.field-meta.xml`);
    }
    for (const name of all(text, /<apexClass>(\w+)<\/apexClass>/g)) {
      expect(files, `${file}: ${name}`).toContain(`${MAIN}/classes/${name}.cls`);
    }
    for (const principal of all(text, /<externalCredentialPrincipal>(.+?)<\/externalCredentialPrincipal>/g)) {
      const [credential, parameter] = principal.split('-');
      const declared = read(`${MAIN}/externalCredentials/${credential}.externalCredential-meta.xml`);
      expect(declared, `${file}: ${principal}`).toContain(`<parameterName>${parameter}</parameterName>`);
    }
  }
});

test('people may read what Care keeps in Salesforce, and only the integration may write it', () => {
  const rights = (name: string) => read(`${MAIN}/permissionsets/${name}.permissionset-meta.xml`);
  for (const name of ['Care_Agent', 'Care_Admin']) {
    expect(rights(name)).not.toMatch(/<allow(Create|Edit|Delete)>true/);
    expect(rights(name)).not.toContain('<editable>true</editable>');
    expect(rights(name)).not.toContain('Care_Writes');
  }
  expect(rights('Care_Integration')).toContain('<name>Care_Writes</name>');
  expect(rights('Care_Integration')).not.toContain('<modifyAllRecords>true</modifyAllRecords>');
});

test('the fence looks at holders of Care Writes only, and says so in the agreed words', () => {
  const fences = metadata.filter((file) => file.endsWith('Care_Fence.validationRule-meta.xml'));
  expect(fences.map((file) => file.split('/').at(-3)).sort()).toEqual(['Care_Message__c', 'Case', 'Lead']);
  for (const file of fences) {
    expect(read(file)).toContain('$Permission.Care_Writes');
    expect(read(file)).toMatch(/<errorMessage>CARE-FENCE: /);
  }
});

test('the service’s address stands only where a deploy fills it in', () => {
  const project = JSON.parse(read('sfdx-project.json')) as {
    replacements: { filename: string; stringToReplace: string }[];
  };
  const placeholders = metadata.filter((file) => read(file).includes('https://care.example.invalid'));
  expect(project.replacements.map(({ filename }) => filename).sort()).toEqual(placeholders.sort());
  expect(new Set(project.replacements.map(({ stringToReplace }) => stringToReplace))).toEqual(
    new Set(['https://care.example.invalid']),
  );
});

test('one API version', () => {
  const versions = metadata.flatMap((file) => all(read(file), /<apiVersion>(.+?)<\/apiVersion>/g));
  expect(new Set(versions)).toEqual(new Set(['66.0']));
  expect(JSON.parse(read('sfdx-project.json'))).toMatchObject({ sourceApiVersion: '66.0' });
});

test('no secret is committed', () => {
  expect(files.filter((file) => /ecaGlblOauth|consumerSecret/.test(file + read(file)))).toEqual([]);
});

function isMainOfComponent(file: string): boolean {
  const { dir, name, ext } = path.parse(file);
  return ext === '.js' && path.basename(path.dirname(dir)) === 'lwc' && path.basename(dir) === name;
}
