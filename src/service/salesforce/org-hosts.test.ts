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
  'https://acme.my.site.com',
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

it('completes a My Domain typed without https', () => {
  expect(loginOriginFromInput(' acme.my.salesforce.com ', rules)).toBe('https://acme.my.salesforce.com');
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
