import * as api from '../../api/mappings.ts';
import type { AgentActor } from '../../domain/agent.ts';
import type { MappingDesk } from '../salesforce/mapping-desk.ts';
import { ASKS_SALESFORCE, type Route, route } from './route.ts';

/** *Mapping with Care*. They take a session, so whoever acts is a person. */
export function mappingRoutes(desk: MappingDesk): Route[] {
  return [
    route(api.listMappings, async ({ actor, params, query }) => ({
      status: 200,
      body: await desk.list(actor as AgentActor, params.connectionId, query.again !== undefined),
    })),
    route(api.getMapping, async ({ actor, params }) => ({
      status: 200,
      body: await desk.editor(actor as AgentActor, params),
    })),
    route(api.saveMapping, async ({ actor, params, body }) => ({
      status: 200,
      body: await desk.save(actor as AgentActor, params, body),
    })),
    route(api.setRecordTypeForNew, async ({ actor, params, body }) => {
      await desk.setForNew(actor as AgentActor, { ...params, recordType: body.recordType });
      return { status: 204 };
    }),
    route(
      api.previewMapping,
      async ({ actor, params, body }) => ({
        status: 200,
        body: await desk.preview(actor as AgentActor, params, body),
      }),
      ASKS_SALESFORCE,
    ),
    route(api.setMessageObject, async ({ actor, params, body }) => {
      await desk.setMessageObject(actor as AgentActor, params.connectionId, body.chosen);
      return { status: 204 };
    }),
    route(api.listMappingVersions, async ({ actor, params }) => ({
      status: 200,
      body: { versions: await desk.versions.list(actor as AgentActor, params) },
    })),
    route(api.getMappingVersion, async ({ actor, params, query }) => ({
      status: 200,
      body: await desk.versions.get(actor as AgentActor, params, params.version, query.against ?? null),
    })),
    route(api.rollBackMapping, async ({ actor, params, body }) => ({
      status: 200,
      body: await desk.versions.rollBack(actor as AgentActor, params, params.version, body.base),
    })),
    route(api.suggestMapping, async ({ actor, params }) => ({
      status: 200,
      body: { suggestions: await desk.suggest(actor as AgentActor, params) },
    })),
    route(api.exportMappings, async ({ actor, params }) => ({
      status: 200,
      body: await desk.files.export(actor as AgentActor, params.connectionId),
    })),
    route(
      api.importMappings,
      async ({ actor, params, body }) => ({
        status: 200,
        body: await desk.files.import(actor as AgentActor, params.connectionId, body.file, body.save),
      }),
      ASKS_SALESFORCE,
    ),
    route(api.listExternalIds, async ({ actor, params }) => ({
      status: 200,
      body: { fields: await desk.externalIds(actor as AgentActor, params.connectionId, params.object) },
    })),
  ];
}
