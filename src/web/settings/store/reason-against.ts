import { PERMISSION_LABELS, type Permission } from '../../../domain/permission.ts';
import type { SettingsState } from './settings-store.ts';

/** Why the one who is signed in may not do what takes this permission; '' when they may. */
export function reasonAgainst({ start }: SettingsState, permission: Permission): string {
  if (start.status !== 'signed_in' || start.who.permissions.includes(permission)) return '';
  return `Your role ${start.who.role.name} does not have “${PERMISSION_LABELS[permission]}”. Whoever manages roles in your account can give it to you.`;
}

/** Why an account without Care can do nothing with this; '' when it has Care. @param lacks what there is none of. */
export function reasonWithoutCare({ start }: SettingsState, lacks: string): string {
  if (start.status !== 'signed_in' || start.who.modules.includes('care')) return '';
  return `Your account uses Community without the Care module: it has no ${lacks}.`;
}

/** As `reasonAgainst`, for what takes one of several permissions: the reason that names the first. */
export function reasonAgainstAll(
  state: SettingsState,
  anyOf: readonly [Permission, ...Permission[]],
): string {
  return anyOf.some((permission) => !reasonAgainst(state, permission)) ? '' : reasonAgainst(state, anyOf[0]);
}
