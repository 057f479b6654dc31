import { CARE_PERMISSIONS, type Need, type Permission } from './permission.ts';

/**
 * What an account has. With Care, what customers write becomes cases. Community alone keeps their messages as they
 * come and makes Salesforce records of them, one way and once.
 */
export const MODULES = ['care', 'community'] as const;
export type Module = (typeof MODULES)[number];

export const MODULE_LABELS: Readonly<Record<Module, string>> = { care: 'Care', community: 'Community' };

/** The module without which an operation means nothing: the one it names, or Care's where it takes a permission of Care's. */
export const moduleOf = ({ module, permission }: ModuleNeed): Module | null =>
  module ?? ([permission ?? []].flat().some((each) => OF_CARE.has(each)) ? 'care' : null);

export interface ModuleNeed extends Need {
  readonly module?: Module;
}

const OF_CARE: ReadonlySet<Permission> = new Set(CARE_PERMISSIONS);
