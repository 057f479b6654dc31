import { html } from 'lit';
import { createHealthWork } from '../mapping/health-work.ts';
import { createHealthStore } from '../mapping/store/health-store.ts';
import type { OpenPage, SettingsContext } from '../page.ts';
import { reasonAgainst } from '../store/reason-against.ts';
import { createAccountWork } from './account-work.ts';
import { createAutomationWork } from './automation-work.ts';
import { createConnectingWork } from './connecting-work.ts';
import { createDoctorWork } from './doctor-work.ts';
import { createIdentityWork } from './identity-work.ts';
import { loadLately } from './load-lately.ts';
import { createAccountStore } from './store/account-store.ts';
import { createAutomationStore } from './store/automation-store.ts';
import { createConnectingStore } from './store/connecting-store.ts';
import { createDoctorStore } from './store/doctor-store.ts';
import { createIdentityStore } from './store/identity-store.ts';
import { createLatelyStore } from './store/lately-store.ts';
import type { AccountParts } from './views/account-page.ts';
import './views/account-page.ts';

/** The Overview of one account, its parts brought together. */
export function openAccount({ api, store: settings, params, go, say }: SettingsContext): OpenPage {
  const connectionId = params.connectionId ?? '';
  const [store, connectingStore, doctorStore] = [
    createAccountStore(),
    createConnectingStore(),
    createDoctorStore(),
  ];
  const [identityStore, latelyStore] = [createIdentityStore(), createLatelyStore()];
  const automationStore = createAutomationStore();
  const work = createAccountWork({ api, store, connectionId, go, say });
  const changed = () => work.load();
  const healthStore = createHealthStore();
  const parts: AccountParts = {
    settings,
    store,
    work,
    automationStore,
    automation: createAutomationWork({ api, store: automationStore, connectionId, say, changed }),
    connectingStore,
    connecting: createConnectingWork({ api, store: connectingStore }),
    doctorStore,
    doctor: createDoctorWork({ api, store: doctorStore, connectionId }),
    identityStore,
    identity: createIdentityWork({ api, store: identityStore, connectionId, say }),
    latelyStore,
    healthStore,
    health: reasonAgainst(settings.getState(), 'edit_salesforce_field_mapping')
      ? null
      : createHealthWork({ api, store: healthStore, connectionId }),
  };
  void parts.doctor.load();
  void parts.automation.load();
  void parts.health?.load();
  // What happened lately follows what is seen to have happened.
  store.subscribe(({ load }, before) => {
    if (load !== before.load) void loadLately(api, latelyStore, connectionId);
  });
  void parts.work.load();
  void parts.work.loadRules();
  if (!reasonAgainst(settings.getState(), 'manage_users')) void parts.identity.load();
  return {
    draw: () => html`<care-account-page .parts=${parts}></care-account-page>`,
    end: parts.work.end,
  };
}
