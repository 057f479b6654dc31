import { userRoundIcon } from '../elements/icons.ts';
import {
  historyIcon,
  plugIcon,
  rows3Icon,
  shieldCheckIcon,
  usersRoundIcon,
} from '../elements/settings-icons.ts';

export type PlaceId =
  | 'account'
  | 'people'
  | 'roles'
  | 'activity'
  | 'case_fields'
  | 'integrations'
  | 'salesforce';

/** An entry of the navigation. It is shown when a page stands at its path. */
export interface Place {
  readonly id: PlaceId;
  readonly label: string;
  readonly path: string;
  /** A path of the icon files; a place below another has none. */
  readonly icon: string;
  /** The words above its group. */
  readonly group: string;
}

const CONNECTIONS = 'Connections';

export const PLACES: readonly Place[] = [
  { id: 'account', label: 'My account', path: '/settings/account', icon: userRoundIcon, group: '' },
  { id: 'people', label: 'Users and groups', path: '/settings/users', icon: usersRoundIcon, group: '' },
  { id: 'roles', label: 'Roles & permissions', path: '/settings/roles', icon: shieldCheckIcon, group: '' },
  { id: 'activity', label: 'Activity', path: '/settings/activity', icon: historyIcon, group: '' },
  { id: 'case_fields', label: 'Case fields', path: '/settings/case-fields', icon: rows3Icon, group: 'Care' },
  {
    id: 'integrations',
    label: 'Integrations & API',
    path: '/settings/integrations',
    icon: plugIcon,
    group: CONNECTIONS,
  },
  {
    id: 'salesforce',
    label: 'Salesforce',
    path: '/settings/integrations/salesforce',
    icon: '',
    group: CONNECTIONS,
  },
];
