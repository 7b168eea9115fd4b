/** The screens beside the plan start here: lockers, transfers, and one's own password. */

import '../style/tokens.css';
import '../style/page.css';
import './desk.css';

import { element, foreign } from '../dom';
import type { Language } from '../figures';
import { fetchMe, Refused, type Me } from '../live/api';
import { untilAnswered } from '../live/follow';
import { sessionOf, signIn } from '../live/sign_in';
import { brandMark } from '../page/header';
import { pageLanguage } from '../page/language';
import { signOutButton } from '../page/session';
import { wordsOf as viewerWordsOf } from '../words';
import { showLockers } from './lockers';
import { showPassword } from './password';
import { showTransfers } from './transfers';
import { chinese, english, type Words } from './words';

/** What a screen is given: where it is drawn, and how it speaks. */
export interface Given {
  place: HTMLElement;
  language: Language;
  words: Words;
}

const SCREENS: Record<string, (given: Given) => Promise<void>> = { lockers: showLockers, transfers: showTransfers, password: showPassword };

/** Return which screens somebody sees: who signed in by a name has a password. */
export function screensOf(me: Me): string[] {
  return Object.keys(SCREENS).filter((name) => name !== 'password' || me.id.startsWith('user '));
}

async function start(root: HTMLElement, language: Language): Promise<void> {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  const words = language === 'zh' ? chinese : english;
  const me = await known(root, language);
  const place = element('div', { class: 'screen' });
  const links = screensOf(me).map((name) => element('a', { href: `#${name}` }, words.screens[name as keyof Words['screens']]));
  const session = sessionOf(me);
  root.replaceChildren(
    element('header', { class: 'top' }, element('a', { href: '/', class: 'brand', title: words.toPlan }, brandMark(), element('b', {}, 'Roundsman')),
      element('nav', { 'aria-label': words.screensLabel }, element('a', { href: '/' }, words.toPlan), ...links),
      session && element('span', { class: 'who' }, foreign(session.name)), session && signOutButton(session, viewerWordsOf(language))),
    place);
  const show = () => {
    const name = location.hash.slice(1) in SCREENS ? location.hash.slice(1) : 'lockers';
    for (const link of links) {
      if (link.hash === `#${name}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    document.title = `Roundsman · ${words.screens[name as keyof Words['screens']]}`;
    void SCREENS[name]!({ place, language, words }).catch((error: unknown) => failed(place, words, error));
  };
  addEventListener('hashchange', show);
  show();
}

/** Return who looks at this; who has to sign in does so first. */
async function known(root: HTMLElement, language: Language): Promise<Me> {
  for (;;) {
    try {
      return await untilAnswered(fetchMe, () => root.replaceChildren(element('main', { class: 'waiting' }, viewerWordsOf(language).unreachable)));
    } catch (error) {
      if (!(error instanceof Refused && error.status === 401)) throw error;
      await signIn(root, language);
    }
  }
}

/** Say why a screen cannot be shown; whose session has ended signs in anew. */
function failed(place: HTMLElement, words: Words, error: unknown): void {
  if (error instanceof Refused && error.status === 401) return location.reload();
  place.replaceChildren(element('main', {}, element('p', { role: 'alert', class: 'wrong' }, foreign(error instanceof Refused ? error.message : words.notReached))));
}

void start(document.getElementById('roundsman')!, pageLanguage());
