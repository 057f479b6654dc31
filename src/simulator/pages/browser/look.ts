interface Look {
  mode: 'light' | 'dark';
  density: 'comfy' | 'compact';
}

const root = document.documentElement;

/** How the org shows itself to this person; kept in this browser. */
export function look(): Look {
  return {
    mode: root.dataset.mode === 'dark' ? 'dark' : 'light',
    density: root.dataset.density === 'compact' ? 'compact' : 'comfy',
  };
}

export function toggleMode(): void {
  keep('mode', look().mode === 'dark' ? 'light' : 'dark');
}

export function toggleDensity(): void {
  keep('density', look().density === 'compact' ? 'comfy' : 'compact');
}

/** Applies what was chosen before. */
export function restoreLook(): void {
  root.dataset.mode = localStorage.getItem('lex.mode') ?? 'light';
  root.dataset.density = localStorage.getItem('lex.density') ?? 'comfy';
}

function keep(name: keyof Look, value: string): void {
  root.dataset[name] = value;
  localStorage.setItem(`lex.${name}`, value);
}
