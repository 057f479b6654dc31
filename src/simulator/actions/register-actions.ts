import {
  createCollection,
  deleteCollection,
  retrieveCollection,
  retrieveCollectionByQuery,
  updateCollection,
  upsertCollection,
} from './collections.ts';
import { composite } from './composite.ts';
import { create } from './create.ts';
import { remove } from './delete.ts';
import { describe, describeBasic, describeGlobal } from './describe.ts';
import { invokeApex, listApexActions } from './invocable-actions.ts';
import { limits } from './limits.ts';
import {
  createCredential,
  deleteCredential,
  getCredential,
  getExternalCredential,
  getNamedCredential,
  listExternalCredentials,
  listNamedCredentials,
  updateCredential,
  updateNamedCredential,
} from './named-credentials.ts';
import { picklistValues } from './picklist-values.ts';
import { query, queryAll, queryMore } from './query.ts';
import { register } from './registry.ts';
import { resources } from './resources.ts';
import { retrieve, retrieveByExternalId } from './retrieve.ts';
import { parameterizedSearch, parameterizedSearchByBody, search } from './search.ts';
import { createWithTooling, deleteChannelMember, getValidationRule, toolingQuery } from './tooling.ts';
import { uiObjectInfo, uiPicklistValues, uiPicklistValuesOfField } from './ui-object-info.ts';
import { uiDuplicates, uiPredupe } from './ui-predupe.ts';
import { update } from './update.ts';
import { insertById, upsert } from './upsert.ts';

register(
  resources,
  describeGlobal,
  describe,
  describeBasic,
  picklistValues,
  create,
  insertById,
  retrieve,
  update,
  remove,
  upsert,
  retrieveByExternalId,
  query,
  queryAll,
  queryMore,
  createCollection,
  updateCollection,
  deleteCollection,
  upsertCollection,
  retrieveCollection,
  retrieveCollectionByQuery,
  composite,
  limits,
  createCredential,
  updateCredential,
  getCredential,
  deleteCredential,
  listExternalCredentials,
  getExternalCredential,
  listNamedCredentials,
  getNamedCredential,
  updateNamedCredential,
  toolingQuery,
  createWithTooling,
  deleteChannelMember,
  getValidationRule,
  uiObjectInfo,
  uiPicklistValues,
  uiPicklistValuesOfField,
  uiPredupe,
  uiDuplicates,
  search,
  parameterizedSearch,
  parameterizedSearchByBody,
  listApexActions,
  invokeApex,
);
