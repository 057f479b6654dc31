import type { NewAgent, NewProfile } from '../service/storage/account-setup.ts';

export const ACCOUNT_NAME = 'Acme';

/** Who works at Acme; the same people are users of the simulated org, under the same address. */
export const INES: NewAgent = { email: 'ines.okafor@acme.example', name: 'Ines Okafor', role: 'Admin' };
export const JONAS: NewAgent = { email: 'jonas.lind@acme.example', name: 'Jonas Lind', role: 'Agent' };
export const PRIYA: NewAgent = { email: 'priya.raman@acme.example', name: 'Priya Raman', role: 'Agent' };
export const AGENTS = [INES, JONAS, PRIYA] as const;

/** Everybody's password in the simulated org; its login page says so too. */
export const ORG_PASSWORD = 'simulated-1';

export const PROFILES: readonly Omit<NewProfile, 'outgoingUrl'>[] = [
  { platform: 'x', handle: 'AcmeCare', name: 'Acme Care' },
  { platform: 'instagram', handle: 'acme.home', name: 'Acme Home' },
  { platform: 'whatsapp', handle: '+1 555 0134', name: 'Acme' },
];
