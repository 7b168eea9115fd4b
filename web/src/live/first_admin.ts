/** Sets up the first administrator, for whoever comes by the link that the server printed at its start. */

import { element } from '../dom';
import type { Language } from '../figures';
import { wordsOf } from '../words';
import { setUpAdmin } from './api';
import { showForm } from './form';

const MARK = '#first-admin=';

/** Return what the link holds that led here; null for any other address. It does not stay in the address. */
export function takeAdminLink(): string | null {
  if (!location.hash.startsWith(MARK)) return null;
  const link = decodeURIComponent(location.hash.slice(MARK.length));
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  return link;
}

/** Fill `root` with the form, and return once the administrator is signed in. */
export function firstAdmin(root: HTMLElement, language: Language, link: string): Promise<void> {
  const words = wordsOf(language);
  return new Promise((done) => showForm(root, words, {
    title: words.firstAdmin,
    help: words.firstAdminHelp,
    fields: [
      { name: 'name', label: words.userName, kind: 'text', fills: 'username', longest: 100 },
      { name: 'password', label: words.password, kind: 'password', fills: 'new-password', longest: 200, shortest: 12, help: words.passwordHelp },
    ],
    button: words.setUp,
    send: ({ name, password }) => setUpAdmin({ link, name: name!, password: password! }),
    // For whoever comes by a link that is good no more.
    below: [element('button', { type: 'button', class: 'other-way', onclick: () => done() }, words.goOn)],
  }, done));
}
