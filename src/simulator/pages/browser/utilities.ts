import type { PageUtility } from '../page-data.ts';
import { app } from './current-app.ts';

export interface Utility extends PageUtility {
  readonly highlighted: boolean;
}

/** The utilities of the app; one panel is open at a time, and what was opened once stays alive. */
class Utilities {
  #all: readonly Utility[] = app.utilities.map((utility) => ({ ...utility, highlighted: false }));
  #front: string | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #pressed = new Set<(id: string) => void>();

  all(): readonly Utility[] {
    return this.#all;
  }

  /** The one whose panel is open. */
  front(): string | null {
    return this.#front;
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Called when a utility's button was pressed and its panel has opened or closed. */
  onPress(listener: (id: string) => void): void {
    this.#pressed.add(listener);
  }

  /** What a press on the button of a utility does. */
  press(id: string): void {
    if (this.#front === id) this.minimize();
    else this.open(id);
    for (const listener of this.#pressed) listener(id);
  }

  open(id: string): void {
    this.#front = id;
    this.#tell();
  }

  minimize(): void {
    this.#front = null;
    this.#tell();
  }

  change(id: string, change: Partial<Pick<Utility, 'label' | 'icon' | 'highlighted'>>): void {
    this.#all = this.#all.map((utility) => (utility.id === id ? { ...utility, ...change } : utility));
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const utilities = new Utilities();
