import * as api from '../../api/case-properties.ts';
import { readProperties, setProperties } from '../care/case-properties.ts';
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
];
