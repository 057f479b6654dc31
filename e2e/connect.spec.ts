import { expect, onlySimulated, test } from './fixtures.ts';

test('an agent connects to the org by hand: log in, allow, back in Care as a connected user', async ({
  care,
}) => {
  onlySimulated('An org has its own login page, and org:push has connected it by then.');
  const page = await care.desk('Priya Raman');
  const { connections } = await (await page.request.get(`${care.url}/v1/salesforce/connections`)).json();
  const connection = connections[0];
  // The page that starts this is Settings, which comes next; its request is made from the desk.
  const { authorizeUrl } = await page.evaluate(async (connectionId) => {
    const response = await fetch('/v1/salesforce/connections', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ environment: 'production', connectionId }),
    });
    return response.json() as Promise<{ authorizeUrl: string }>;
  }, connection.id as string);
  expect(new URL(authorizeUrl).searchParams.get('code_challenge_method')).toBe('S256');

  await page.goto(authorizeUrl);
  await page.getByLabel('Username').fill('priya.raman@acme.example');
  await page.getByLabel('Password').fill('simulated-1');
  await page.getByRole('button', { name: 'Log In', exact: true }).click();
  await page.getByRole('button', { name: /allow/i }).click();
  await page.waitForURL(`${care.url}/desk**`);

  const after = await (await page.request.get(`${care.url}/v1/salesforce/connections`)).json();
  expect(after.connections[0].users).toContainEqual(
    expect.objectContaining({ username: 'priya.raman@acme.example', isDefault: false, state: 'connected' }),
  );
});
