import type { ObjectSchema, OrgSchema, OrgUser } from '../core.ts';
import { invalidType } from '../salesforce-error.ts';
import { describeObject } from './describe.ts';
import type { LoadedObject } from './load-schema.ts';

const SECOND = 1000;

/** The org's objects, found by name or by the start of an id. */
export class LoadedSchema implements OrgSchema {
  #loadedAt = new Date(Math.floor(Date.now() / SECOND) * SECOND);
  #objects: readonly LoadedObject[] = [];
  #byName: ReadonlyMap<string, LoadedObject> = new Map();
  #byPrefix: ReadonlyMap<string, LoadedObject> = new Map();

  constructor(
    /** As metadata has them, before any change in Setup. */
    readonly base: readonly LoadedObject[],
    readonly apiVersion: string,
  ) {
    this.#set(base);
  }

  /** When it last changed, to the second; a later change is always a later second. */
  get loadedAt(): Date {
    return this.#loadedAt;
  }

  list(): readonly LoadedObject[] {
    return this.#objects;
  }

  /** Takes other objects in place of these, as of `at` (milliseconds since 1970). */
  replace(objects: readonly LoadedObject[], at: number): void {
    this.#set(objects);
    this.touch(at);
  }

  /** Says that what a describe shows is another now, though the objects are the same: rights changed. */
  touch(at: number): void {
    const second = Math.floor(at / SECOND) * SECOND;
    this.#loadedAt = new Date(Math.max(second, this.#loadedAt.getTime() + SECOND));
  }

  #set(objects: readonly LoadedObject[]): void {
    this.#objects = objects;
    this.#byName = new Map(objects.map((object) => [object.name.toLowerCase(), object]));
    this.#byPrefix = new Map(objects.map((object) => [object.keyPrefix, object]));
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
