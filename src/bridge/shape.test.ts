import fc from 'fast-check';
import { expect, test } from 'vitest';
import { envelopeShape, hostNoticeShapes, replyShape, widgetNoticeShapes } from './contract.ts';
import { anything, flag, integer, list, object, oneOf, orNull, type Shape, text } from './shape.ts';

const accepts: [name: string, shape: { safeParse(value: unknown): unknown }, value: unknown][] = [
  ['text', text(3), 'abc'],
  ['text of a pattern', text(3, /^a/), 'abc'],
  ['a whole number', integer(0, 9), 9],
  ['a flag', flag, false],
  ['one of some words', oneOf('a', 'b'), 'b'],
  ['null where it may be', orNull(flag), null],
  ['a list', list(flag, 2), [true, false]],
  ['an object', object({ a: flag }), { a: true }],
  ['an object without its optional key', object({ a: flag }, { b: flag }), { a: true }],
];
test.each(accepts)('takes %s', (_name, shape, value) => {
  expect(shape.safeParse(value)).toEqual({ success: true, data: value });
});

const refuses: [name: string, shape: { safeParse(value: unknown): unknown }, value: unknown][] = [
  ['longer text', text(3), 'abcd'],
  ['text of another pattern', text(3, /^a/), 'bcd'],
  ['a boxed text', text(3), Object('abc')],
  ['a fraction', integer(0, 9), 1.5],
  ['a number out of range', integer(0, 9), 10],
  ['no number', integer(0, 9), Number.NaN],
  ['a number as text', integer(0, 9), '1'],
  ['another word', oneOf('a', 'b'), 'c'],
  ['a longer list', list(flag, 2), [true, true, true]],
  ['a list with one wrong item', list(flag, 2), [true, 'x']],
  ['an object like a list', list(flag, 2), { length: 0 }],
  ['a list for an object', object({}), []],
  ['a missing key', object({ a: anything }), {}],
  ['an inherited key', object({ a: flag }), Object.create({ a: true })],
  ['a wrong optional key', object({}, { b: flag }), { b: 'x' }],
];
test.each(refuses)('refuses %s', (_name, shape, value) => {
  expect(shape.safeParse(value)).toEqual({ success: false });
});

test('leaves other keys behind and keeps no object of the peer’s', () => {
  const inner = JSON.parse('{"a":true,"__proto__":{"isAdmin":true}}');
  const parsed = object({ inner: object({ a: flag }) }).safeParse({ inner, more: 1 });
  expect(parsed).toEqual({ success: true, data: { inner: { a: true } } });
  if (parsed.success) {
    expect(parsed.data.inner).not.toBe(inner);
    expect('isAdmin' in parsed.data.inner).toBe(false);
  }
});

const revoked = Proxy.revocable({}, {});
revoked.revoke();
const endless = Object.assign([true], {
  *[Symbol.iterator]() {
    for (;;) yield true;
  },
});
const thrower = Object.defineProperty({}, 'a', {
  enumerable: true,
  get() {
    throw new Error('a peer’s own');
  },
});
test.each<[name: string, shape: Shape<unknown>, value: unknown, parsed: object]>([
  ['a getter that throws', object({ a: flag }), thrower, { success: false }],
  ['a revoked proxy', object({}, { a: flag }), revoked.proxy, { success: false }],
  ['a revoked proxy in a list', list(object({}), 2), [revoked.proxy], { success: false }],
  ['a list with an endless iterator', list(flag, 2), endless, { success: true, data: [true] }],
  ['a list with holes', list(flag, 2), new Array(2), { success: false }],
])('withstands %s', (_name, shape, value, parsed) => {
  expect(shape.safeParse(value)).toEqual(parsed);
});

const shapes = [
  envelopeShape,
  replyShape,
  ...Object.values(widgetNoticeShapes),
  ...Object.values(hostNoticeShapes),
];

test('nothing a peer can send makes a shape throw, and what it makes is its own kind', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...shapes),
      fc.anything({ withNullPrototype: true, withBigInt: true }),
      (shape, value) => {
        const parsed = shape.safeParse(value);
        if (parsed.success) expect(shape.safeParse(parsed.data)).toEqual(parsed);
      },
    ),
  );
});
