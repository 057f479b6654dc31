import { type CharacterTest, readClass, readEscape } from './character-class.ts';
import { Unknown } from './value.ts';

/** A step through a text: one character, two ways on, or the end. */
type State =
  | { kind: 'character'; test: CharacterTest; next: number }
  | { kind: 'fork'; next: number[] }
  | { kind: 'end' };

/** Builds the states of a part backwards: given where it goes on, where it begins. */
type Part = (next: number) => number;

const MOST_STATES = 4_000;
const LONGEST_TEXT = 32_000;
/** How much walking there may be in all: states times characters. */
const MOST_STEPS = 20_000_000;

class Outside extends Error {}

/**
 * Whether the whole text fits a pattern of Java's: characters, classes, groups, alternatives and counts. It walks all
 * ways at once, so that no pattern takes longer than its length times the text's.
 *
 * @returns why not, for patterns with references, look-around or flags.
 */
export function matchesWhole(pattern: string, text: string): boolean | Unknown {
  if (text.length > LONGEST_TEXT) return new Unknown('the text is too long for its pattern');
  try {
    const states: State[] = [{ kind: 'end' }];
    const first = new PatternReader(pattern, states).read()(0);
    if (states.length * (text.length + 1) > MOST_STEPS) return new Unknown('its pattern is too long');
    return walk(states, first, text);
  } catch (error) {
    if (error instanceof Outside) return new Unknown(error.message);
    throw error;
  }
}

function walk(states: readonly State[], first: number, text: string): boolean {
  let here = reach(states, [first]);
  for (const sign of text) {
    const next: number[] = [];
    for (const at of here) {
      const state = states[at]!;
      if (state.kind === 'character' && state.test(sign)) next.push(state.next);
    }
    if (next.length === 0) return false;
    here = reach(states, next);
  }
  return [...here].some((at) => states[at]!.kind === 'end');
}

/** Every state there is a way to without reading a character. */
function reach(states: readonly State[], from: readonly number[]): Set<number> {
  const found = new Set<number>();
  const open = [...from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    const state = states[at]!;
    if (state.kind === 'fork') open.push(...state.next);
  }
  return found;
}

class PatternReader {
  readonly #pattern: string;
  readonly #states: State[];
  #at = 0;
  #depth = 0;

  constructor(pattern: string, states: State[]) {
    this.#pattern = pattern;
    this.#states = states;
  }

  read(): Part {
    const part = this.#alternatives();
    if (this.#at < this.#pattern.length) throw new Outside('its pattern has a bracket too many');
    return part;
  }

  #add(state: State): number {
    if (this.#states.length >= MOST_STATES) throw new Outside('its pattern is too long');
    return this.#states.push(state) - 1;
  }

  #alternatives(): Part {
    this.#depth += 1;
    if (this.#depth > 50) throw new Outside('its pattern is nested too deep');
    const ways = [this.#sequence()];
    while (this.#took('|')) ways.push(this.#sequence());
    this.#depth -= 1;
    if (ways.length === 1) return ways[0]!;
    return (next) => this.#add({ kind: 'fork', next: ways.map((way) => way(next)) });
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#at < this.#pattern.length && !'|)'.includes(this.#pattern[this.#at]!)) {
      parts.push(this.#counted(this.#atom()));
    }
    return (next) => parts.reduceRight((after, part) => part(after), next);
  }

  #atom(): Part {
    const sign = this.#sign();
    switch (sign) {
      case '(':
        return this.#group();
      case '[': {
        const { test, end } = readClass(this.#pattern, this.#at, (why) => new Outside(why));
        this.#at = end;
        return this.#character(test);
      }
      case '.':
        return this.#character((one) => !/[\n\r\u0085\u2028\u2029]/.test(one));
      case '\\': {
        const test = readEscape(this.#sign());
        if (!test) throw new Outside('its pattern has a sign that Care does not read');
        return this.#character(test);
      }
      case '^':
        // The whole text has to fit: where it begins and ends needs no saying.
        if (this.#at === 1) return (next) => next;
        throw new Outside('its pattern asks where a line begins');
      case '$':
        if (this.#at === this.#pattern.length) return (next) => next;
        throw new Outside('its pattern asks where a line ends');
      case '*':
      case '+':
      case '?':
      case '{':
        throw new Outside('its pattern counts nothing');
      default:
        return this.#character((one) => one === sign);
    }
  }

  #group(): Part {
    if (this.#took('?') && !this.#took(':')) throw new Outside('its pattern looks around or names a group');
    const inner = this.#alternatives();
    if (!this.#took(')')) throw new Outside('its pattern has an open bracket');
    return inner;
  }

  #character(test: CharacterTest): Part {
    return (next) => this.#add({ kind: 'character', test, next });
  }

  #counted(part: Part): Part {
    const counts = this.#counts();
    if (!counts) return part;
    // Which of the ways is tried first makes no difference to whether one is found; taking no way back does.
    if (!this.#took('?') && this.#took('+')) throw new Outside('its pattern never goes back');
    const { least, most } = counts;
    return (next) => {
      let after = next;
      if (most === null) {
        const loop = this.#add({ kind: 'fork', next: [next] });
        const again = part(loop);
        this.#states[loop] = { kind: 'fork', next: [again, next] };
        after = loop;
      } else {
        for (let time = least; time < most; time += 1) {
          after = this.#add({ kind: 'fork', next: [part(after), next] });
        }
      }
      for (let time = 0; time < least; time += 1) after = part(after);
      return after;
    };
  }

  #counts(): { least: number; most: number | null } | null {
    if (this.#took('*')) return { least: 0, most: null };
    if (this.#took('+')) return { least: 1, most: null };
    if (this.#took('?')) return { least: 0, most: 1 };
    if (!this.#took('{')) return null;
    const found = /^(\d{1,4})(,(\d{0,4}))?\}/.exec(this.#pattern.slice(this.#at));
    if (!found) throw new Outside('its pattern has a count that Care does not read');
    this.#at += found[0].length;
    const least = Number(found[1]);
    const most = found[2] === undefined ? least : found[3] === '' ? null : Number(found[3]);
    if (most !== null && most < least) throw new Outside('its pattern counts backwards');
    return { least, most };
  }

  #took(sign: string): boolean {
    if (this.#pattern[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #sign(): string {
    const point = this.#pattern.codePointAt(this.#at);
    if (point === undefined) throw new Outside('its pattern ends too early');
    const sign = String.fromCodePoint(point);
    this.#at += sign.length;
    return sign;
  }
}
