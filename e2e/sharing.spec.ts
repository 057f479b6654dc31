import { expectAccessible } from './accessible.ts';
import { type Care, expect, type Org, type Outsider, onlySimulated, type Person, test } from './fixtures.ts';
import { careFrames, panelOn, said } from './pages/widget.ts';
import { emailOf } from './people.ts';

test.describe('where Cases are private', () => {
  onlySimulated('Sets the organization-wide default of Case; in an org that takes an admin and minutes.');
  test.beforeEach(async ({ simulator }) => {
    await simulator('PATCH', '/sharing/Case', { model: 'Private' });
  });
  test.afterEach(async ({ simulator }) => {
    await simulator('PATCH', '/sharing/Case', { model: 'ReadWrite' });
  });

  /** A Case that Jonas owns. Priya is his manager, Noor a colleague. */
  async function ownedByJonas(care: Care, org: Org) {
    const escalated = await care.escalated('Jonas Lind');
    const [jonas] = await org.query(`SELECT Id FROM User WHERE Username = '${emailOf('Jonas Lind')}'`);
    await org.edit(escalated.recordId, { OwnerId: jonas!.Id }, 'Ines Okafor');
    const posts = `SELECT Body__c FROM Care_Message__c WHERE Case__c = '${escalated.recordId}'`;
    const postsSeenBy = async (who: Person | Outsider) =>
      (await org.query(posts, who)).map((row) => row.Body__c);
    await expect
      .poll(() => postsSeenBy('Ines Okafor'))
      .toEqual([`Hello, this is ${escalated.customer.name}`]);
    return { ...escalated, postsSeenBy };
  }

  test('who may see the Case sees its posts and its conversation: its owner and the owner’s manager', async ({
    care,
    org,
  }) => {
    const { recordId, customer, postsSeenBy } = await ownedByJonas(care, org);
    for (const who of ['Jonas Lind', 'Priya Raman'] as const) {
      expect(await postsSeenBy(who)).toEqual([`Hello, this is ${customer.name}`]);
      const page = await org.login(who);
      const widget = await org.openCase(page, recordId);
      await expect(said(widget, `Hello, this is ${customer.name}`)).toBeVisible();
    }
  });

  test('who may not see the Case sees neither posts nor conversation, and sends nothing by a flow', async ({
    care,
    org,
  }) => {
    test.setTimeout(120_000);
    const { recordId, customer, postsSeenBy } = await ownedByJonas(care, org);
    expect(await postsSeenBy('Noor Haddad')).toEqual([]);
    const page = await org.login('Noor Haddad');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await org.openCase(page, recordId);
    await expect(page.getByRole('alert').first()).toBeVisible();
    await expect(page.getByText(customer.name)).toHaveCount(0);
    await expect(careFrames(page)).toHaveCount(0);
    expect(asked.filter((url) => url.startsWith(care.url))).toEqual([]);

    const [sent] = await org.invoke('CareReplyAction', [{ recordId, text: 'From outside' }], 'Noor Haddad');
    expect(sent).toMatchObject({ isSuccess: false, errorCode: 'EMBED_RECORD_FORBIDDEN' });
    expect(await customer.received()).toEqual([]);
  });

  test('an agent who has lost the Case finds nothing of it any more', async ({ care, org }) => {
    const { recordId, customer } = await ownedByJonas(care, org);
    const page = await org.login('Jonas Lind');
    const widget = await org.openCase(page, recordId);
    await expect(said(widget, `Hello, this is ${customer.name}`)).toBeVisible();
    const [ines] = await org.query(`SELECT Id FROM User WHERE Username = '${emailOf('Ines Okafor')}'`);
    await org.edit(recordId, { OwnerId: ines!.Id }, 'Ines Okafor');
    await page.reload();
    await expect(page.getByRole('alert').first()).toBeVisible();
    await expect(careFrames(page)).toHaveCount(0);
    await expect(page.getByText(`Hello, this is ${customer.name}`)).toHaveCount(0);
  });
});

test('posts are there to read, not to write', async ({ care, org }) => {
  const { recordId } = await care.escalated('Jonas Lind');
  const posts = () => org.query(`SELECT Id, Body__c FROM Care_Message__c WHERE Case__c = '${recordId}'`);
  await expect.poll(async () => (await posts()).length).toBe(1);
  const [post] = await posts();
  await expect(org.edit(String(post!.Id), { Body__c: 'Something else' })).rejects.toThrow(
    /INSUFFICIENT|FIELD|security settings|insufficient access/,
  );
  expect(await posts()).toEqual([post]);
});

test('a user without the permission set sees no posts and no conversation', async ({ care, org }) => {
  onlySimulated('Tom Weber is a user of the simulated org only.');
  test.setTimeout(120_000);
  const { recordId } = await care.escalated('Jonas Lind');
  const soql = `SELECT Body__c FROM Care_Message__c WHERE Case__c = '${recordId}'`;
  await expect(org.query(soql, 'Tom Weber')).rejects.toThrow(/INVALID_TYPE/);
  const page = await org.login('Tom Weber');
  await org.openCase(page, recordId);
  await expect(panelOn(page)).toHaveAttribute('data-kind', 'not-configured');
  await expectAccessible(page, 'c-care-host');
  await expect(page.getByText(/Care Social Posts/)).toHaveCount(0);
});

test('a user without an identity link finds a panel without faults', async ({ care, org }) => {
  onlySimulated('Noor Haddad is a user of the simulated org only.');
  test.setTimeout(120_000);
  const { recordId } = await care.escalated('Jonas Lind');
  const page = await org.login('Noor Haddad');
  await org.openCase(page, recordId);
  await expect(panelOn(page)).toHaveAttribute('data-kind', 'no-link');
  await expectAccessible(page, 'c-care-host');
});
