/** Which language the page speaks: the address, else what was chosen before, else the browser's. */

import type { Language } from '../figures';

const KEY = 'roundsman-language';

/** Return the language of the page; anything but Chinese is English. */
export function chooseLanguage(address: string, remembered: string | null, browser: readonly string[]): Language {
  const wanted = new URLSearchParams(address).get('lang') ?? remembered ?? browser[0] ?? 'en';
  return wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function pageLanguage(): Language {
  return chooseLanguage(location.search, recall(), navigator.languages);
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser may refuse storage to a page opened from a file: then the choice lasts as long as the page.
  }
}

function recall(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
