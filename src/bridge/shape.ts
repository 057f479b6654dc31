/**
 * What a value from the other side has to look like, and how a fresh one is made of it.
 *
 * A few words are enough for the bridge, in half a kilobyte; a schema library brought six more than the rest of the
 * bridge weighs, and both sides load it before anything can be seen (docs/decisions/bridge-shapes.md).
 */
export interface Shape<Value> {
  /** Never throws, never keeps an object of the peer's. */
  safeParse(value: unknown): Parsed<Value>;
}

export type Parsed<Value> = { readonly success: true; readonly data: Value } | { readonly success: false };

/** The type of what a shape makes. */
export type Shaped<Of> = Of extends Shape<infer Value> ? Value : never;

const REFUSED = { success: false } as const;
const taken = <Value>(data: Value): Parsed<Value> => ({ success: true, data });

function when<Value>(fits: (value: unknown) => boolean): Shape<Value> {
  return { safeParse: (value) => (fits(value) ? taken(value as Value) : REFUSED) };
}

/** Text of at most `most` characters, matching the pattern where there is one. */
export const text = (most: number, pattern?: RegExp): Shape<string> =>
  when((value) => typeof value === 'string' && value.length <= most && (pattern?.test(value) ?? true));

/** A whole number between the two, both included. */
export const integer = (least: number, most: number): Shape<number> =>
  when((value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most);

export const flag: Shape<boolean> = when((value) => typeof value === 'boolean');

export const oneOf = <const Value extends string | boolean>(...values: readonly Value[]): Shape<Value> =>
  when((value) => values.includes(value as Value));

/** Left as it came: the next shape looks at it. */
export const anything: Shape<unknown> = when(() => true);

export const orNull = <Value>(shape: Shape<Value>): Shape<Value | null> => ({
  safeParse: (value) => (value === null ? taken(null) : shape.safeParse(value)),
});

/** A getter or proxy of the peer's may throw at any look at it. */
function guarded<Value>(parse: (value: unknown) => Parsed<Value>): Shape<Value> {
  return {
    safeParse(value) {
      try {
        return parse(value);
      } catch {
        return REFUSED;
      }
    },
  };
}

export const list = <Value>(shape: Shape<Value>, most: number): Shape<Value[]> =>
  guarded((value) => {
    if (!Array.isArray(value)) return REFUSED;
    // Read once, and by place: its iterator is the peer's, and may never end.
    const { length } = value;
    if (length > most) return REFUSED;
    const items: Value[] = [];
    for (let at = 0; at < length; at += 1) {
      const parsed = shape.safeParse(value[at]);
      if (!parsed.success) return REFUSED;
      items.push(parsed.data);
    }
    return taken(items);
  });

type Shapes = Readonly<Record<string, Shape<unknown>>>;
type Flat<Type> = { [Key in keyof Type]: Type[Key] };
type Fields<Required extends Shapes, Optional extends Shapes> = Flat<
  { [Key in keyof Required]: Shaped<Required[Key]> } & { [Key in keyof Optional]?: Shaped<Optional[Key]> }
>;

/** An object with these keys; others are left behind, and only the peer's own keys count. */
export const object = <Required extends Shapes, Optional extends Shapes = Record<never, never>>(
  required: Required,
  optional?: Optional,
): Shape<Fields<Required, Optional>> =>
  guarded((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return REFUSED;
    const fresh: Record<string, unknown> = {};
    for (const [key, shape] of Object.entries<Shape<unknown>>({ ...required, ...optional })) {
      const given = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
      if (given === undefined && optional && Object.hasOwn(optional, key)) continue;
      if (given === undefined && !Object.hasOwn(value, key)) return REFUSED;
      const parsed = shape.safeParse(given);
      if (!parsed.success) return REFUSED;
      fresh[key] = parsed.data;
    }
    return taken(fresh as Fields<Required, Optional>);
  });
