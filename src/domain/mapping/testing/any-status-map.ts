import fc from 'fast-check';
import { CASE_STATUSES } from '../../case.ts';
import { buildStatusMap } from '../../status-map.ts';

/** Values of a Salesforce picklist of statuses; fewer than Care has, so that several stand for one. */
export const anySalesforceStatus = fc.constantFrom('New', 'Working', 'Waiting on Customer', 'Closed');

/** Any mapping of statuses somebody could save: many to one, with holes, with a word for all others. */
export const anyStatusMap = fc
  .tuple(fc.tuple(...CASE_STATUSES.map(() => fc.option(anySalesforceStatus))), fc.option(anySalesforceStatus))
  .map(([values, otherwise]) =>
    buildStatusMap(
      Object.fromEntries(
        CASE_STATUSES.flatMap((status, at) => {
          const value = values[at];
          return value ? [[status, value]] : [];
        }),
      ),
      otherwise,
    ),
  );
