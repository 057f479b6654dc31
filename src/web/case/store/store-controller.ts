import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { StoreApi } from 'zustand/vanilla';

/** Draws its host again when the chosen part of a store changes. */
export class StoreController<State, Selected = State> implements ReactiveController {
  value: Selected;
  readonly #host: ReactiveControllerHost;
  readonly #select: (state: State) => Selected;
  #store: StoreApi<State>;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, store: StoreApi<State>, select: (state: State) => Selected) {
    this.#host = host;
    this.#store = store;
    this.#select = select;
    this.value = select(store.getState());
    host.addController(this);
  }

  hostConnected() {
    this.#refresh(this.#store.getState());
    this.#unsubscribe = this.#store.subscribe((state) => this.#refresh(state));
  }

  hostDisconnected() {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  /** Follows another store from now on. True: it was another. */
  follow(store: StoreApi<State>): boolean {
    if (store === this.#store) return false;
    this.hostDisconnected();
    this.#store = store;
    this.value = this.#select(store.getState());
    this.hostConnected();
    return true;
  }

  #refresh(state: State) {
    const next = this.#select(state);
    if (Object.is(next, this.value)) return;
    this.value = next;
    this.#host.requestUpdate();
  }
}
