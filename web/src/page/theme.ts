/** Light or dark: as the system says, until a person chooses. */

import type { Store } from '../store';

/** Return the value of a colour of the page, for drawing on canvas. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Have canvases drawn anew when the system changes between light and dark; returns how to stop that. */
export function followSystem(store: Store): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const repaint = () => store.set({ paint: store.get().paint + 1 });
  dark.addEventListener('change', repaint);
  return () => dark.removeEventListener('change', repaint);
}

/** Change from light to dark or back, whatever the system says. */
export function switchTheme(store: Store): void {
  const root = document.documentElement;
  root.dataset.theme = isDark() ? 'light' : 'dark';
  store.set({ paint: store.get().paint + 1 });
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}
