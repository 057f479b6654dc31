const KEY = 'care-look';

/** Light, dark or as the system, remembered in this browser. */
export function followLook(app: HTMLElement): void {
  const apply = (mode: string | null) => {
    if (mode === 'light' || mode === 'dark') document.documentElement.dataset.mode = mode;
    else delete document.documentElement.dataset.mode;
  };
  apply(localStorage.getItem(KEY));
  app.addEventListener('care-look', ({ detail: { mode } }) => {
    apply(mode);
    if (mode === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, mode);
  });
}

declare global {
  interface HTMLElementEventMap {
    'care-look': CustomEvent<{ mode: 'system' | 'light' | 'dark' }>;
  }
}
