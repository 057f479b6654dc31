import type { FieldValue } from '../../core.ts';

const DAY = 24 * 3600_000;

/** A date, or a date and time, in UTC. */
export class Moment {
  constructor(
    readonly ms: number,
    readonly isDate: boolean,
  ) {}

  /** So many days later; half a day is twelve hours. */
  plus(days: number): Moment {
    return new Moment(this.ms + (this.isDate ? Math.trunc(days) : days) * DAY, this.isDate);
  }

  /** Days since another. */
  since(other: Moment): number {
    return (this.ms - other.ms) / DAY;
  }

  get date(): Moment {
    return new Moment(Math.floor(this.ms / DAY) * DAY, true);
  }

  /** As TEXT() writes it. */
  toString(): string {
    const iso = new Date(this.ms).toISOString();
    return this.isDate ? iso.slice(0, 10) : `${iso.slice(0, 19).replace('T', ' ')}Z`;
  }
}

export type FormulaValue = FieldValue | Moment;

export const isBlank = (value: FormulaValue) => value === null || value === '';
