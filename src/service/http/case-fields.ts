import * as api from '../../api/case-fields.ts';
import {
  addField,
  changeField,
  changeLabel,
  manageCareData,
  removeField,
  showField,
} from '../care/case-fields.ts';
import type { CarePorts } from '../care/ports.ts';
import { route } from './route.ts';

/** The routes of api/case-fields.ts. */
export const caseFieldRoutes = (care: CarePorts) => [
  route(api.listCaseFields, async ({ actor }) => ({
    status: 200,
    body: await care.inAccount(actor.accountId, async (store) => ({
      fields: (await store.ownCareData()).fields.map(showField),
    })),
  })),
  route(api.manageCareData, async ({ actor }) => ({ status: 200, body: await manageCareData(care, actor) })),
  route(api.createCaseField, async ({ actor, body }) => ({
    status: 201,
    body: showField(await addField(care, actor, body)),
  })),
  route(api.changeCaseField, async ({ actor, params, body }) => ({
    status: 200,
    body: await changeField(care, actor, params.fieldKey, body),
  })),
  route(api.deleteCaseField, async ({ actor, params }) => {
    await removeField(care, actor, params.fieldKey);
    return { status: 204 };
  }),
  route(api.changeCaseLabel, async ({ actor, body }) => {
    await changeLabel(care, actor, body.label, body.becomes);
    return { status: 204 };
  }),
];
