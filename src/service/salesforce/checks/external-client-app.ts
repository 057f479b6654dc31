import { z } from 'zod';
import { soql } from '../../../domain/soql.ts';
import { type Check, fine, type Verdict, wrong } from './check.ts';

const Row = z.object({ DeveloperName: z.string() });
const QUERY = soql`SELECT DeveloperName FROM ExternalClientApplication WHERE DeveloperName = 'Care'`;

/** The app people let in when they connect. What is here was allowed by it, so without it new people are stopped. */
export const externalClientAppCheck: Check = {
  code: 'external_client_app',
  title: 'External client app',
  setup: {
    path: 'Setup, Apps, External Client Apps, External Client App Manager',
    page: 'ManageExternalClientApplication',
  },
  examine: async (org) => decideExternalClientApp(await org.query(QUERY, Row)),
};

export function decideExternalClientApp(apps: readonly z.output<typeof Row>[]): Verdict {
  if (apps.length > 0) return fine('The app Care is installed in the org.');
  return wrong(
    'warning',
    'The org has no external client app named Care: who is connected stays so, but nobody new may get in.',
    'Install the app from the page where Salesforce accounts are connected, and assign it. If your app has another name, all is well.',
  );
}
