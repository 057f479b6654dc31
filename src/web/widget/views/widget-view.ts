/** What fills the widget, as its frame drives it. */
export interface WidgetView extends HTMLElement {
  /** Puts the focus where one works. */
  focus(): void;
  /** Puts the focus on the first thing in here. */
  focusFirst(): void;
  /** What a key does here, outside text fields. True: it was ours. */
  pressKey(event: KeyboardEvent): boolean;
}
