import type { ObjectSchema, OrgSchema, OrgUser } from '../core.ts';
import { invalidType } from '../salesforce-error.ts';
import { describeObject } from './describe.ts';
import type { LoadedObject } from './load-schema.ts';

/** The org's objects, found by name or by the start of an id. */
export class LoadedSchema implements OrgSchema {
  readonly loadedAt = new Date(Math.floor(Date.now() / 1000) * 1000);
  readonly #byName: ReadonlyMap<string, LoadedObject>;
  readonly #byPrefix: ReadonlyMap<string, LoadedObject>;

  constructor(
    private readonly objects: readonly LoadedObject[],
    readonly apiVersion: string,
  ) {
    this.#byName = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
    this.#byPrefix = new Map(objects.map((object) => [object.keyPrefix, object]));
  }

  list(): readonly LoadedObject[] {
    return this.objects;
  }

  object(name: string): LoadedObject | null {
    return this.#byName.get(name.toLowerCase()) ?? null;
  }

  /** As `object`, but refuses an unknown name the way the platform does. */
  require(name: string): LoadedObject {
    const object = this.object(name);
    if (!object) throw invalidType(name);
    return object;
  }

  objectOfId(id: string): ObjectSchema | null {
    return this.#byPrefix.get(id.slice(0, 3)) ?? null;
  }

  describe(name: string, user: OrgUser): Record<string, unknown> {
    return describeObject(this, this.require(name), user);
  }
}
