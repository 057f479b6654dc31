import * as api from '../../api/case-properties.ts';
import { addField, readProperties, setProperties, showField } from '../care/case-properties.ts';
import type { CarePorts } from '../care/ports.ts';
import { route } from './route.ts';

/** The routes of api/case-properties.ts. */
export const casePropertyRoutes = (care: CarePorts) => [
  route(api.getCaseProperties, async ({ actor, params }) => ({
    status: 200,
    body: await readProperties(care, actor, params.caseId),
  })),
  route(api.setCaseProperties, async ({ actor, params, body }) => ({
    status: 200,
    body: await setProperties(care, actor, params.caseId, body),
  })),
  route(api.listCaseFields, async ({ actor }) => ({
    status: 200,
    body: await care.inAccount(actor.accountId, async (store) => ({
      fields: (await store.ownCareData()).fields.map(showField),
    })),
  })),
  route(api.createCaseField, async ({ actor, body }) => ({
    status: 201,
    body: showField(await addField(care, actor, body)),
  })),
];
