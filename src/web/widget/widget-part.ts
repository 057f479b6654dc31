/** What the widget is busy with now, as its session drives it: a case, a list of cases, a record without one. */
export interface WidgetPart {
  setVisible(visible: boolean): void;
  /** Somebody does not want to wait for the next try. */
  tryNow(): void;
  /** The page may be gone the next moment. */
  leave(): void;
  end(): void;
}
