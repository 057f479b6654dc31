/** A day, or a moment, as formulas reckon with them: in days since 1970, UTC. */
export class Time {
  readonly days: number;
  readonly isDay: boolean;

  constructor(days: number, isDay: boolean) {
    this.days = isDay ? Math.floor(days) : days;
    this.isDay = isDay;
  }

  static read(text: string, isDay: boolean): Time | null {
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? null : new Time(ms / DAY_MS, isDay);
  }

  plus(days: number): Time {
    return new Time(this.days + (this.isDay ? Math.trunc(days) : days), this.isDay);
  }

  /** As TEXT() writes it. */
  toString(): string {
    const iso = new Date(Math.round(this.days * DAY_MS)).toISOString();
    return this.isDay ? iso.slice(0, 10) : `${iso.slice(0, 19).replace('T', ' ')}Z`;
  }

  get date(): Date {
    return new Date(Math.round(this.days * DAY_MS));
  }
}

const DAY_MS = 86_400_000;

/** Nothing can be said of it, and why. */
export class Unknown {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

/** Null is an empty field. */
export type Known = string | number | boolean | Time | null;
export type Value = Known | Unknown;

export const isBlank = (value: Value): boolean => value === null || value === '';
