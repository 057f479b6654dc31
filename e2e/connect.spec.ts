import { expect, onlySimulated, test } from './fixtures.ts';

test('an agent connects to the org by hand: log in, allow, confirm, and is a connected user', async ({
  care,
}) => {
  onlySimulated('An org has its own login page, and org:push has connected it by then.');
  const page = await care.desk('Priya Raman');
  const { connections } = await (await page.request.get(`${care.url}/v1/salesforce/connections`)).json();
  const connection = connections[0];
  const { attemptId, authorizeUrl } = await page.evaluate(async (connectionId) => {
    const response = await fetch('/v1/salesforce/connections', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ environment: 'production', connectionId }),
    });
    return response.json() as Promise<{ attemptId: string; authorizeUrl: string }>;
  }, connection.id as string);
  expect(new URL(authorizeUrl).searchParams.get('code_challenge_method')).toBe('S256');

  await page.goto(authorizeUrl);
  await page.getByLabel('Username').fill('priya.raman@acme.example');
  await page.getByLabel('Password').fill('simulated-1');
  await page.getByRole('button', { name: 'Log In', exact: true }).click();
  await page.getByRole('button', { name: /allow/i }).click();
  await page.waitForURL(`${care.url}/settings/integrations/salesforce/connect/${attemptId}`);

  const users = async () =>
    (await (await page.request.get(`${care.url}/v1/salesforce/connections`)).json()).connections[0].users;
  expect(await users()).not.toContainEqual(expect.objectContaining({ username: 'priya.raman@acme.example' }));
  const attempt = `${care.url}/v1/salesforce/attempts/${attemptId}`;
  expect(await (await page.request.get(attempt)).json()).toMatchObject({
    state: 'confirm',
    found: { username: 'priya.raman@acme.example', environment: 'production', alreadyConnected: true },
  });
  expect((await page.request.post(`${attempt}/confirmation`)).status()).toBe(200);

  expect(await users()).toContainEqual(
    expect.objectContaining({ username: 'priya.raman@acme.example', isDefault: false, state: 'connected' }),
  );
});
