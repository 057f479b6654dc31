import { html } from 'lit';
import type { OpenPage, SettingsContext } from '../page.ts';
import { createAttemptWork } from './attempt-work.ts';
import { createConnectingWork } from './connecting-work.ts';
import { createAttemptStore } from './store/attempt-store.ts';
import { createConnectingStore } from './store/connecting-store.ts';
import './views/attempt-page.ts';

/** Where one attempt to connect stands. */
export function openAttempt({ api, params, go }: SettingsContext): OpenPage {
  const store = createAttemptStore();
  const work = createAttemptWork({ api, store, attemptId: params.attemptId ?? '', go });
  const connectingStore = createConnectingStore();
  const connecting = createConnectingWork({ api, store: connectingStore });
  void work.load();
  return {
    draw: () =>
      html`<care-attempt-page
        .store=${store}
        .work=${work}
        .connectingStore=${connectingStore}
        .connecting=${connecting}
      ></care-attempt-page>`,
    end: work.end,
  };
}
