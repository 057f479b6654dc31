/** `lightning/platformUtilityBarApi`: the app's utility bar (Console Developer Guide, "Methods for the Utility Bar"). */
import { utilities } from '../utilities.ts';

interface UtilityInfo {
  readonly id: string;
  readonly utilityLabel: string;
  readonly utilityIcon: string;
  readonly utilityHighlighted: boolean;
  readonly utilityVisible: boolean;
}

/** Wire adapter: the utility the component stands in, by context; null anywhere else. */
export class EnclosingUtilityId {
  static readonly contextSchema = { utilityId: 'optional' };
  constructor(private readonly emit: (utilityId: string | null) => void) {
    emit(null);
  }
  connect(): void {}
  update(_config: object, context?: { utilityId?: string }): void {
    this.emit(context?.utilityId ?? null);
  }
  disconnect(): void {}
}

export async function getInfo(utilityId: string): Promise<UtilityInfo> {
  return infoOf(utilityId);
}

export async function getAllUtilityInfo(): Promise<UtilityInfo[]> {
  return utilities.all().map(({ id }) => infoOf(id));
}

export async function open(utilityId: string): Promise<boolean> {
  infoOf(utilityId);
  utilities.open(utilityId);
  return true;
}

export async function minimize(utilityId: string): Promise<boolean> {
  infoOf(utilityId);
  utilities.minimize();
  return true;
}

export async function updateUtility(
  utilityId: string,
  change: { readonly label?: string; readonly icon?: string; readonly highlighted?: boolean },
): Promise<boolean> {
  infoOf(utilityId);
  const { label, icon, highlighted } = change;
  utilities.change(utilityId, {
    ...(label === undefined ? {} : { label: String(label) }),
    ...(icon === undefined ? {} : { icon: String(icon) }),
    ...(highlighted === undefined ? {} : { highlighted: Boolean(highlighted) }),
  });
  return true;
}

/** Told of every press on the utility's button, after it; there is no way to end it. */
export async function onUtilityClick(
  utilityId: string,
  eventHandler: (event: { readonly utilityId: string; readonly panelVisible: boolean }) => void,
): Promise<boolean> {
  infoOf(utilityId);
  utilities.onPress((id) => {
    if (id === utilityId) eventHandler({ utilityId, panelVisible: utilities.front() === id });
  });
  return true;
}

function infoOf(utilityId: string): UtilityInfo {
  const utility = utilities.all().find(({ id }) => id === utilityId);
  if (!utility) throw new Error(`Utility ${utilityId} is not in this app.`);
  return {
    id: utility.id,
    utilityLabel: utility.label,
    utilityIcon: utility.icon,
    utilityHighlighted: utility.highlighted,
    utilityVisible: utilities.front() === utility.id,
  };
}
