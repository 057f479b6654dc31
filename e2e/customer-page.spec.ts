import { expect, onlySimulated, test } from './fixtures.ts';

test('somebody new writes on the customer page, and sees the answer there', async ({ care, newPage }) => {
  onlySimulated('A page of the demo; a service of one’s own does not serve it.');
  const name = `Maja Holm ${Date.now().toString(36)}`;
  const page = await newPage();
  await page.goto(`${care.url}/customer`);
  await page.getByLabel('To', { exact: true }).selectOption({ label: 'Acme Care on X' });
  await page.getByLabel('As', { exact: true }).selectOption({ label: 'Somebody new…' });
  await page.getByLabel('Name of the new customer').fill(name);
  await page.getByRole('button', { name: 'Be them' }).click();
  await page.getByLabel(`Message from ${name}`).fill('My kettle hums but stays cold 😕');
  await page.getByRole('button', { name: 'Send as customer' }).click();
  await expect(page.getByText('My kettle hums but stays cold 😕').last()).toBeVisible();

  const desk = await care.desk('Jonas Lind');
  await desk.getByLabel('Search cases').fill(name);
  await desk.getByRole('button', { name: new RegExp(name) }).click();
  await desk.getByRole('button', { name: 'Assign me' }).first().click();
  await desk.getByRole('textbox', { name: /reply/i }).fill('Hold the lid switch, please.');
  await desk.getByRole('button', { name: 'Reply publicly' }).click();
  await expect(page.getByText('Hold the lid switch, please.').last()).toBeVisible();
});
