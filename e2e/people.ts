/** Agents of Care who are users of the org, too. Ines supervises, and is the org's admin. */
export type Person = 'Ines Okafor' | 'Jonas Lind' | 'Priya Raman';

/** Users of the simulated org who are nobody in Care: one may call it, one may not even that. */
export type Outsider = 'Noor Haddad' | 'Tom Weber';

/** Their addresses at Care, and in the simulated org their user names. */
export const emailOf = (who: Person | Outsider): string =>
  `${who.toLowerCase().replace(' ', '.')}@acme.example`;
