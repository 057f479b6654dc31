import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ourClasses } from './apex-coverage.ts';
import { connectionFile, secretsFile } from './left-files.ts';
import { preparePeople } from './people.ts';
import { describeOrg } from './sf-org.ts';
import { body, failure, result, rows, StubSf } from './testing/stub-sf.ts';

const ALIAS = `stub-${process.pid}`;
const ORG = { alias: ALIAS, orgId: '00D5g00000ABCDEEA0', instanceUrl: 'https://x.scratch.my.salesforce.com' };
const ADMIN = 'test-admin@example.com';
/** Nothing listens there. */
const CARE = 'https://127.0.0.1:1';

let sf: StubSf;
const path = process.env.PATH;
beforeEach(() => {
  sf = new StubSf();
});
afterEach(() => {
  sf.remove();
  process.env.PATH = path;
  for (const file of [secretsFile(ALIAS), connectionFile(ALIAS)]) rmSync(file, { force: true });
});

const lines = () => sf.calls().map(({ line }) => line);

describe('without the CLI', () => {
  it.each(['create', 'push', 'run-apex-tests', 'open', 'delete', 'package-version'])(
    '%s says how to get it, and fails',
    (script) => {
      const { status, stderr } = sf.run(script, [], {}, '/var/empty');
      expect([status, stderr]).toEqual([1, expect.stringContaining('npm install --global @salesforce/cli')]);
    },
  );
});

describe('org:create', () => {
  it('asks for an org as the definition file has it, and says what comes next', () => {
    sf.on('org create scratch', result({ username: ADMIN, orgId: ORG.orgId }));
    const { status, stdout } = sf.run('create', [ALIAS]);
    expect(lines()).toEqual([
      `org create scratch --definition-file config/project-scratch-def.json --alias ${ALIAS} --duration-days 7 --wait 30 --json`,
    ]);
    expect([status, stdout]).toEqual([0, expect.stringContaining(`npm run org:push ${ALIAS}`)]);
  });

  it('says how to sign in to a Dev Hub where there is none', () => {
    sf.on('org create scratch', failure('NoDefaultDevHubError', 'No default dev hub found.'));
    const { status, stderr } = sf.run('create');
    expect([status, stderr]).toEqual([1, expect.stringContaining('sf org login web --set-default-dev-hub')]);
  });

  it('takes no alias that could be a path', () => {
    const { status, stderr } = sf.run('create', ['../../etc']);
    expect([status, stderr]).toEqual([1, expect.stringContaining('cannot be an alias')]);
  });
});

/** An org with the package, whose two agents are made or not. */
function answerPush(agents: 'there' | 'missing', ...group: string[]): void {
  const made = agents === 'there';
  sf.on('data query', rows())
    .on('org display', result({ id: ORG.orgId, instanceUrl: `${ORG.instanceUrl}/`, username: ADMIN }))
    .on('project deploy start', result({ status: 'Succeeded', success: true }))
    .on(
      'api request rest /services/data/v66.0/apps/oauth/usage',
      body({ apps: [{ developerName: 'Care', identifier: '0xI1' }] }),
    )
    .on(
      'api request rest /services/data/v66.0/apps/oauth/credentials/0xI1',
      body({ consumers: [{ id: '8881' }] }),
    )
    .on(
      'api request rest /services/data/v66.0/apps/oauth/credentials/0xI1/8881',
      body({ key: '3MVG9key', secret: 'A-SECRET' }),
    )
    .on('api request rest /services/data/v66.0/sobjects', body({ id: '0Pa1', success: true, errors: [] }))
    .on(
      'org create user',
      result({ orgId: ORG.orgId, fields: { id: '0051', username: 'jonas.x' } }),
      result({ orgId: ORG.orgId, fields: { id: '0052', username: 'priya.x' } }),
    )
    .on(query('SELECT Id FROM User WHERE Username'), rows({ Id: '0050' }))
    .on(
      query('SELECT Id, Username FROM User WHERE Email'),
      made ? rows({ Id: '0051', Username: 'jonas.x' }) : rows(),
    )
    .on(
      query('SELECT Id, Status FROM PermissionSetGroup'),
      ...group.map((Status) => rows({ Id: '0PG1', Status })),
    )
    .on(query('SELECT Id FROM PermissionSet WHERE'), rows({ Id: '0PS1' }, { Id: '0PS2' }))
    .on(query('SELECT Id FROM PermissionSetAssignment'), made ? rows({ Id: '0Pa1' }) : rows());
}
const query = (soql: string) => `data query --target-org ${ALIAS} --query ${soql}`;
const push = () => sf.run('push', [ALIAS], { CARE_PUBLIC_URL: `${CARE}/` });

describe('org:push', () => {
  it.each([
    ['no address', ''],
    ['an address without TLS', 'http://care.acme.example'],
    ['the placeholder', 'https://care.example.invalid'],
  ])('asks for an address the org can reach, given %s', (_what, url) => {
    const { status, stderr } = sf.run('push', [ALIAS], { CARE_PUBLIC_URL: url });
    expect([status, stderr]).toEqual([1, expect.stringContaining('Set CARE_PUBLIC_URL')]);
  });

  it('deploys with the global OAuth settings of this address, keeps the secret for its owner, and makes nothing twice', () => {
    answerPush('there', 'Updated');
    const { status, stdout, stderr } = push();
    const deploy = sf.calls().find(({ line }) => line.startsWith('project deploy start'))!;
    expect(deploy.line).toContain('--source-dir force-app --source-dir ');
    expect(deploy.address).toBe(CARE);
    expect(deploy.deployed['Care_glbloauth.ecaGlblOauth-meta.xml']).toContain(
      `<callbackUrl>${CARE}/v1/salesforce/callback</callbackUrl>`,
    );
    const folder = /--source-dir (\S+extlClntAppGlobalOauthSets)/.exec(deploy.line)![1]!;
    expect(existsSync(folder)).toBe(false);

    expect(readFileSync(secretsFile(ALIAS), 'utf8').split('\n')).toEqual([
      `CARE_PUBLIC_URL=${CARE}`,
      'CARE_SALESFORCE_CLIENT_ID=3MVG9key',
      'CARE_SALESFORCE_CLIENT_SECRET=A-SECRET',
      `CARE_SALESFORCE_SANDBOX_LOGIN_URL=${ORG.instanceUrl}`,
      '',
    ]);
    expect(statSync(secretsFile(ALIAS)).mode & 0o077).toBe(0);
    expect(stdout + stderr).not.toContain('A-SECRET');

    expect(lines().filter((line) => /org create user|--method POST/.test(line))).toEqual([]);
    // Care is not running here: it says how to start it with what was written.
    expect([status, stderr]).toEqual([1, expect.stringContaining(`.cache/org/${ALIAS}.env`)]);
    expect(existsSync(connectionFile(ALIAS))).toBe(false);
  });

  it('makes two users and gives everybody their permissions, by the body and not by the command line', () => {
    answerPush('missing', 'Updated');
    push();
    expect(lines().filter((line) => line.startsWith('org create user'))).toEqual([
      expect.stringContaining('email=jonas.lind@acme.example firstName=Jonas lastName=Lind'),
      expect.stringContaining('email=priya.raman@acme.example firstName=Priya lastName=Raman'),
    ]);
    const bodies = sf.calls().filter(({ line }) => line.includes('/sobjects/PermissionSetAssignment'));
    expect(bodies.map(({ stdin }) => JSON.parse(stdin))).toEqual([
      { AssigneeId: '0050', PermissionSetId: '0PS1' },
      { AssigneeId: '0050', PermissionSetId: '0PS2' },
      { AssigneeId: '0051', PermissionSetGroupId: '0PG1' },
      { AssigneeId: '0052', PermissionSetGroupId: '0PG1' },
    ]);
  });

  it('says how to create an org the CLI does not know', () => {
    sf.on('org display', failure('NamedOrgNotFoundError', 'No authorization information found for it.'));
    const { status, stderr } = push();
    expect([status, stderr]).toEqual([1, expect.stringContaining(`npm run org:create ${ALIAS}`)]);
  });

  it('names each component the org refuses, and leaves nothing behind', () => {
    answerPush('there', 'Updated');
    const refused = {
      componentType: 'PermissionSet',
      fullName: 'Care_Agent',
      problem: 'no ApexClass named Nope found',
      lineNumber: 7,
    };
    sf.on('project deploy start', {
      exit: 1,
      stdout: {
        status: 1,
        result: { success: false, details: { componentFailures: [refused] } },
        warnings: [],
      },
    });
    const { status, stderr } = push();
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining('PermissionSet Care_Agent (line 7): no ApexClass named Nope found'),
    ]);
    expect(existsSync(secretsFile(ALIAS))).toBe(false);
  });

  it('says what to allow where the org keeps the secret to itself', () => {
    answerPush('there', 'Updated');
    sf.on('api request rest /services/data/v66.0/apps/oauth/usage', {
      exit: 1,
      stdout: [{ errorCode: 'FUNCTIONALITY_NOT_ENABLED', message: 'Not enabled.' }],
    });
    const { status, stderr } = push();
    expect([status, stderr]).toEqual([1, expect.stringContaining('External Client App Settings')]);
  });
});

describe('people', () => {
  beforeEach(() => {
    process.env.PATH = sf.path;
  });

  it('wait until the org has added the group up', async () => {
    answerPush('there', 'Outdated', 'Updating', 'Updated');
    const users = await preparePeople(describeOrg(ALIAS), 0);
    expect(lines().filter((line) => line.includes('PermissionSetGroup WHERE'))).toHaveLength(3);
    expect(users.map(({ name, userId }) => [name, userId])).toEqual([
      ['Ines Okafor', '0050'],
      ['Jonas Lind', '0051'],
      ['Priya Raman', '0051'],
    ]);
  });

  it('get nothing from a group that failed', async () => {
    answerPush('missing', 'Failed');
    await expect(preparePeople(describeOrg(ALIAS), 0)).rejects.toThrow(/Recalculate/);
    expect(lines().filter((line) => line.includes('/sobjects/'))).toEqual([]);
  });
});

describe('org:test', () => {
  const run = (outcome: string, totalCovered: number) => ({
    summary: { outcome, testsRan: 1, passing: outcome === 'Pass' ? 1 : 0, failing: 0 },
    tests: [{ FullName: 'CareServiceTest.asks', Outcome: outcome, Message: 'boom', StackTrace: 'line 3' }],
    coverage: {
      coverage: ourClasses().map((name) => ({ name, totalLines: 100, totalCovered })),
    },
  });
  it('tells of a failed test, which the CLI tells with a result and the code 100', () => {
    sf.on('apex run test', { exit: 100, stdout: { status: 100, result: run('Fail', 95), warnings: [] } });
    const { status, stderr } = sf.run('run-apex-tests', [ALIAS]);
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining('CareServiceTest.asks\n    boom\n    line 3'),
    ]);
  });

  it('holds our classes to 90 %', () => {
    sf.on('apex run test', result(run('Pass', 90)), result(run('Pass', 89)));
    expect(sf.run('run-apex-tests', [ALIAS])).toMatchObject({ status: 0, stderr: '' });
    const { status, stderr } = sf.run('run-apex-tests', [ALIAS]);
    expect([status, stderr]).toEqual([1, expect.stringContaining('Tests cover 89 % of the lines')]);
    expect(lines()[0]).toContain('--test-level RunLocalTests --code-coverage --result-format json');
  });
});

describe('org:open and org:delete', () => {
  it('open the app Care', () => {
    sf.on('org open', result({ url: 'https://x/secur/frontdoor.jsp', username: ADMIN }));
    expect(sf.run('open', [ALIAS]).status).toBe(0);
    expect(lines()).toEqual([`org open --target-org ${ALIAS} --path lightning/app/c__Care --json`]);
  });

  it('forget what is left of an org that is gone, and keep it where it is not', () => {
    writeFileSync(secretsFile(ALIAS), 'KEY=1');
    sf.on(
      'org delete scratch',
      failure('NamedOrgNotFoundError', 'No authorization information found.'),
      result({}),
    );
    expect(sf.run('delete', [ALIAS]).status).toBe(1);
    expect(existsSync(secretsFile(ALIAS))).toBe(true);
    expect(sf.run('delete', [ALIAS]).status).toBe(0);
    expect(existsSync(secretsFile(ALIAS))).toBe(false);
  });
});

it('package:version creates the package once, then its version with the address in it', () => {
  sf.on('package version create', result({ SubscriberPackageVersionId: '04t1' })).on(
    'package create',
    result({ Id: '0Ho1' }),
  );
  const { status, stdout } = sf.run('package-version', [], { CARE_PUBLIC_URL: 'https://care.acme.example' });
  expect(lines()).toEqual([
    'package create --name Care for Salesforce --path force-app/main --package-type Unlocked --no-namespace --json',
    'package version create --package Care for Salesforce --code-coverage --installation-key-bypass --wait 60 --json',
  ]);
  expect([status, stdout]).toEqual([0, expect.stringContaining('installPackage.apexp?p0=04t1')]);
});
