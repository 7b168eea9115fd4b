/** The top of the page: whose plan and which day, the figures, and the page's own switches. */

import type { Context } from '../context';
import { drawing, element, foreign } from '../dom';
import { filesMenu, type PlanFileLink } from './files';
import { icon, type Icon } from './icons';
import { searchField } from './search';
import { signOutButton, type Session } from './session';
import { switchTheme } from './theme';
import { summaryTiles } from './tiles';

/** What only a server gives: files of the plan, and who is signed in. */
export interface HeaderGiven {
  files: PlanFileLink[];
  session: Session | null;
}

/** Return the header of a plan. */
export function planHeader(context: Context, { files, session }: HeaderGiven, switchLanguage: () => void): HTMLElement {
  const { day, store, words, figures } = context;
  return element(
    'header',
    { class: 'top' },
    element(
      'div', { class: 'brand' }, brandMark(),
      element('div', {}, element('h1', {}, figures.day(day.file.day)), element('small', { title: day.file.travel.source }, 'Roundsman · ', foreign(day.file.travel.source))),
    ),
    summaryTiles(context),
    element(
      'div', { class: 'switches' }, searchField(context),
      files.length > 0 ? filesMenu(files, words) : null,
      // Only a server has other screens: a plan opened from a file stands alone.
      files.length > 0 ? element('a', { class: 'tool text', href: '/desk' }, words.desk) : null,
      tool('theme', words.theme, () => switchTheme(store)),
      tool('print', words.print, () => window.print()),
      element('button', { type: 'button', class: 'tool text', title: words.switchLanguage, onclick: switchLanguage }, words.otherLanguage),
      session && signOutButton(session, words),
    ),
  );
}

/** Return the mark of the house: a round with three stops. */
export function brandMark(): SVGElement {
  return drawing(
    'svg', { class: 'brand-mark', viewBox: '0 0 32 32', width: 30, height: 30, 'aria-hidden': 'true' },
    drawing('path', { d: 'M16 26a10 10 0 1 1 8.7-5', fill: 'none', stroke: 'currentColor', 'stroke-width': 3, 'stroke-linecap': 'round' }),
    drawing('circle', { cx: 6, cy: 16, r: 3.6, fill: '#dd8b13' }),
    drawing('circle', { cx: 21, cy: 7.4, r: 3.6, fill: '#0ca863' }),
    drawing('path', { d: 'M11.5 30v-7.5L16 19l4.5 3.5V30z', fill: 'currentColor' }),
  );
}

function tool(sign: Icon, label: string, act: () => void): HTMLElement {
  return element('button', { type: 'button', class: 'tool', title: label, 'aria-label': label, onclick: act }, icon(sign));
}
