import { INES, JONAS, ORG_PASSWORD, PRIYA } from './people.ts';

/** The short list of links a newcomer needs, and who to sign in as. */
export function welcome(careUrl: string, orgUrl: string): string[] {
  return [
    '',
    'This is the demo of Care for Salesforce. Acme, its customers and its Salesforce org are made up,',
    'and the org is a simulation on this machine: nothing here reaches the outside.',
    '',
    `  Customer   ${careUrl}/customer   write as a customer, see replies arrive`,
    `  Desk       ${careUrl}/desk       sign in with one click as ${INES.name} (Admin), ${JONAS.name} or ${PRIYA.name}`,
    `  Settings   ${careUrl}/settings   connections, people and roles, as ${INES.name}`,
    `  Org        ${orgUrl}/lightning/o/Case/list   log in as ${JONAS.email}, password ${ORG_PASSWORD}`,
    `  Gallery    ${careUrl}/gallery    every element in its states`,
    `  API        ${careUrl}/openapi.json`,
    '',
    'Ctrl-C stops everything; what was done stays in the data folder.',
  ];
}
