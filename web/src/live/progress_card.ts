/** What is seen while a plan is made: how long, how far, and the best cost so far with its way down. */

import { drawing, element, foreign } from '../dom';
import { figuresOf, type Figures, type Language } from '../figures';
import { brandMark } from '../page/header';
import { signOutButton, type Session } from '../page/session';
import { wordsOf, type Words } from '../words';
import type { Making } from './api';

export interface ProgressCard {
  show(making: Making): void;
  say(text: string, help?: string): void;
  signedIn(session: Session): void;
}

/** Put the card into `root`. */
export function progressCard(root: HTMLElement, language: Language): ProgressCard {
  const words = wordsOf(language);
  let costs: number[] = [];
  let unserved: number | null = null;
  const body = element('div', { class: 'progress-body', 'aria-live': 'polite' }, element('h1', {}, words.loading));
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  const card = element('div', { class: 'progress-card' }, brandMark(), body);
  root.replaceChildren(element('main', { class: 'waiting' }, card));
  return {
    show: (making) => {
      // Costs of plans that serve different stops say nothing about each other.
      if (making.progress.unserved !== unserved) costs = [];
      unserved = making.progress.unserved;
      if (making.progress.cost_cents !== null) costs.push(making.progress.cost_cents);
      body.replaceChildren(...progressParts(making, costs, words, figuresOf(language, making.currency)));
    },
    say: (text, help = '') => body.replaceChildren(element('h1', {}, text), element('p', {}, foreign(help))),
    signedIn: (session) => card.append(element('div', { class: 'session' }, element('small', {}, words.signedInAs(session.name)), signOutButton(session, words))),
  };
}

function progressParts({ state, progress, budget }: Making, costs: number[], words: Words, figures: Figures): Node[] {
  const share = budget.seconds ? Math.min(1, progress.seconds / budget.seconds) : null;
  const bar = element('progress', share === null ? {} : { max: 1, value: share });
  const facts: [string, string | null][] = [
    [words.elapsed, figures.duration(Math.round(progress.seconds))],
    [words.bestCost, progress.cost_cents === null ? null : figures.money(progress.cost_cents)],
    [words.routes, progress.routes === null ? null : figures.count(progress.routes)],
    [words.unserved, progress.unserved === null ? null : figures.count(progress.unserved)],
  ];
  return [
    element('h1', {}, state === 'queued' ? words.queued : words.planning),
    element('p', {}, foreign(words.phases[progress.phase] ?? progress.phase)),
    bar,
    element('dl', {}, ...facts.filter(([, value]) => value !== null).map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)))),
    ...(costs.length > 1 ? [costLine(costs)] : []),
  ];
}

function costLine(costs: number[]): SVGElement {
  const points = linePoints(costs, 320, 56).map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  return drawing(
    'svg', { class: 'cost-line', viewBox: '0 0 320 60', 'aria-hidden': 'true' },
    drawing('polyline', { points, fill: 'none', stroke: 'currentColor', 'stroke-width': 2, 'stroke-linejoin': 'round' }),
  );
}

/** Return values as points of a line that fills a box; the largest lies at the top. */
export function linePoints(values: number[], width: number, height: number): [number, number][] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = width / Math.max(1, values.length - 1);
  return values.map((value, k) => [k * step, 2 + (height - 4) * (high === low ? 0.5 : (high - value) / (high - low))]);
}
