/** Whose page this is, where somebody has signed in. */

import { element } from '../dom';
import type { Words } from '../words';

export interface Session {
  /** What people call the key that was signed in with. */
  name: string;
  signOut(): void;
}

export function signOutButton({ name, signOut }: Session, words: Words): HTMLElement {
  return element('button', { type: 'button', class: 'tool text', title: words.signedInAs(name), onclick: signOut }, words.signOut);
}
