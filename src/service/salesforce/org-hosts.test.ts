import { expect, it } from 'vitest';
import { isOrgPageOrigin, isPrivateAddress, loginOriginFromInput, orgOrigin } from './org-hosts.ts';

const rules = { trustedOrigins: ['http://localhost:4401'] };

it.each([
  ['https://login.salesforce.com', 'https://login.salesforce.com'],
  ['https://acme.my.salesforce.com/', 'https://acme.my.salesforce.com'],
  [
    'https://acme--uat.sandbox.my.salesforce.com/services/data',
    'https://acme--uat.sandbox.my.salesforce.com',
  ],
  ['https://acme-dev-ed.develop.my.salesforce.com', 'https://acme-dev-ed.develop.my.salesforce.com'],
  // Only the host of an address is ever used, and this one's host is Salesforce's.
  ['https://acme.my.salesforce.com\\.evil.example', 'https://acme.my.salesforce.com'],
  ['http://localhost:4401/x', 'http://localhost:4401'],
])('takes %s', (address, origin) => {
  expect(orgOrigin(address, rules)).toBe(origin);
});

it.each([
  'http://acme.my.salesforce.com',
  'https://acme.my.salesforce.com:8443',
  'https://acme.my.salesforce.com.evil.example',
  'https://evil.example/acme.my.salesforce.com',
  'https://evil.example#.my.salesforce.com',
  'https://acme.my.salesforce.com@evil.example',
  'https://user:pass@acme.my.salesforce.com',
  'https://a.b.my.salesforce.com',
  'https://localhost.my.salesforce.com.evil',
  'https://169.254.169.254',
  'https://[::1]',
  'https://127.1',
  'https://0x7f000001',
  'http://localhost:4402',
  'https://localhost:4401',
  'https://acme.lightning.force.com',
  'https://acme.my.salesforce-setup.com',
  'https://acme.vf.force.com',
  'https://acme.my.site.com',
  'https://acme.evil.my.salesforce.com',
  'https://my.salesforce.com',
  'https://.my.salesforce.com',
  'https://-.my.salesforce.com',
  'https://acme_uat.my.salesforce.com',
  'https://acme.my.salesforce.com%00.evil.example',
  'https://acme.my.salesforce.com%2eevil.example',
  'https://evil.example\\@acme.my.salesforce.com',
  'https://evil.example?acme.my.salesforce.com',
  'https://acme.my.salesforce.com:80',
  'https://acme.my.salesforce.com:444@evil.example',
  'https://loginxsalesforce.com',
  'https://login.salesforce.com.evil.example',
  'https://login.salesforce.com.',
  'https://evil-login.salesforce.com',
  'https://na1.salesforce.com',
  'https://salesforce.com',
  'https://acme.mysalesforce.com',
  'https://acme.my.salesforce.co',
  'https://acme.my-salesforce.com',
  'https://аcme.my.salesforce.com.evil',
  'https://acme。my。salesforce。com。evil。example',
  'https://2130706433',
  'https://0177.0.0.1',
  'https://127.0.0.1.nip.io',
  'https://[::ffff:169.254.169.254]',
  'https://[fd00:ec2::254]',
  'https://metadata.google.internal',
  'http://login.salesforce.com',
  'ws://acme.my.salesforce.com',
  'ftp://acme.my.salesforce.com',
  'data:text/html,https://acme.my.salesforce.com',
  'https:acme.evil.example',
  '//acme.my.salesforce.com',
  'https://acme.my.salesforce.com, https://evil.example',
  'https://localhost:4401.evil.example',
  'http://localhost:44010',
  'http://user@localhost:4401',
  'https://acme.my.salesforce.com.',
  'https://äcme.my.salesforce.com\u200b.evil',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'gopher://login.salesforce.com',
  '',
  'nonsense',
])('refuses %s', (address) => {
  expect(orgOrigin(address, rules)).toBeNull();
});

it.each([
  [' acme.my.salesforce.com ', 'https://acme.my.salesforce.com'],
  ['ACME.my.salesforce.com/lightning/o/Case/list', 'https://acme.my.salesforce.com'],
  ['localhost:4401', 'http://localhost:4401'],
  ['localhost:4402', null],
  ['acme.my.salesforce.com@evil.example', null],
  ['evil.example/acme.my.salesforce.com', null],
  ['169.254.169.254', null],
])('reads what a person types, %s, as %s', (typed, origin) => {
  expect(loginOriginFromInput(typed, rules)).toBe(origin);
});

it.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['::1', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['::ffff:10.0.0.1', true],
  ['::ffff:a00:1', true],
  ['0:0:0:0:0:ffff:7f00:1', true],
  ['::ffff:136.146.1.1', false],
  ['::127.0.0.1', true],
  ['64:ff9b::7f00:1', true],
  ['64:ff9b::136.146.1.1', false],
  ['64:ff9b:1::1', true],
  ['2002:7f00:1::', true],
  ['2002:a9fe:a9fe::', true],
  ['2001:0:1::', true],
  ['2001:db8::1', true],
  ['fe80::1%eth0', true],
  ['ff02::1', true],
  ['fd00:ec2::254', true],
  ['203.0.113.7', true],
  ['198.51.100.7', true],
  ['192.88.99.1', true],
  ['136.146.1.1', false],
  ['2600:1f18::1', false],
])('knows that %s is private: %s', (address, expected) => {
  expect(isPrivateAddress(address)).toBe(expected);
});

it.each([
  ['https://acme.lightning.force.com', true],
  ['https://acme--uat.sandbox.lightning.force.com', true],
  ['https://acme--c.vf.force.com', true],
  ['https://acme-dev-ed--c.develop.vf.force.com', true],
  ['https://acme.my.salesforce.com', true],
  ['http://localhost:4401', true],
  ['https://*.lightning.force.com', false],
  ['https://acme.lightning.force.com/', false],
  ['http://acme.lightning.force.com', false],
  ['https://acme.lightning.force.com.evil.example', false],
  ['https://acme.lightning.force.com; frame-ancestors *', false],
])('may %s frame us: %s', (origin, expected) => {
  expect(isOrgPageOrigin(origin, rules)).toBe(expected);
});
