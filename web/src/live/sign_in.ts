/** Asks who somebody is where the server lets nobody in without; the browser then holds a session, no key and no password. */

import { element } from '../dom';
import type { Language } from '../figures';
import type { Session } from '../page/session';
import { wordsOf, type Words } from '../words';
import { beginSession, endSession, fetchWays, named, PROVIDER, type Me, type Ways } from './api';
import { showForm, type Field } from './form';

const ADD = 'roundsman users add NAME --role dispatcher';
const CREATE = 'roundsman keys create "dispatch" --role dispatcher';

/** Fill `root` with the form, and return once somebody has signed in. */
export async function signIn(root: HTMLElement, language: Language): Promise<void> {
  const words = wordsOf(language);
  const ways = await fetchWays(tenantOf(location.search).tenant).catch(() => ({ password: true, provider: false }));
  return new Promise((done) => (ways.password ? byName : byKey)(root, words, ways, done));
}

function byName(root: HTMLElement, words: Words, ways: Ways, done: () => void): void {
  const fields: Field[] = [
    { name: 'name', label: words.userName, kind: 'text', fills: 'username', longest: 100 },
    { name: 'password', label: words.password, kind: 'password', fills: 'current-password', longest: 200 },
  ];
  showForm(root, words, {
    title: words.signIn,
    help: words.signInHelp,
    fields,
    button: words.signIn,
    send: ({ name, password }) => beginSession({ name: name!, password: password!, ...tenantOf(location.search) }),
    below: [...byProvider(words, ways), other(words.useKey, () => byKey(root, words, ways, done)), help(words.userHelp, ADD)],
  }, done);
}

/** Whose people sign in: the tenant that the address names, as /?tenant=north; without, those of the first. */
function tenantOf(address: string): { tenant?: string } {
  const tenant = new URLSearchParams(address).get('tenant');
  return tenant ? { tenant } : {};
}

function byKey(root: HTMLElement, words: Words, ways: Ways, done: () => void): void {
  showForm(root, words, {
    title: words.signIn,
    help: words.keySignInHelp,
    fields: [{ name: 'key', label: words.key, kind: 'password', fills: 'current-password', longest: 200 }],
    button: words.signIn,
    send: ({ key }) => beginSession({ key: key!.trim() }),
    below: [...byProvider(words, ways), other(words.useName, () => byName(root, words, ways, done)), help(words.keyHelp, CREATE)],
  }, done);
}

/** The way to a provider of identities, where the server has one: it leads away, and back to this page. */
function byProvider(words: Words, ways: Ways): HTMLElement[] {
  if (!ways.provider) return [];
  const href = named(PROVIDER, tenantOf(location.search).tenant);
  return [element('p', {}, element('a', { href, class: 'primary by-provider' }, words.useProvider))];
}

function other(text: string, show: () => void): HTMLElement {
  return element('button', { type: 'button', class: 'other-way', onclick: show }, text);
}

function help(text: string, command: string): HTMLElement {
  return element('p', {}, text, ' ', element('code', {}, command));
}

/** Return the session of whoever is signed in; null for callers that the server knows otherwise. */
export function sessionOf(me: Me): Session | null {
  if (me.session_ends === null) return null;
  // Loaded anew, nothing of what was shown is left.
  return { name: me.name, signOut: () => void endSession().finally(() => location.reload()) };
}
