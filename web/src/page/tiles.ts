/** The day in six figures. */

import type { Context } from '../context';
import { element } from '../dom';

/** Return the summary tiles; the one of stops left out opens their list. */
export function summaryTiles({ day, store, words, figures }: Context): HTMLElement {
  const { summary, cost } = day.file;
  const perStop = summary.served > 0 ? words.perStop(figures.money(Math.round(cost.total_cents / summary.served))) : '';
  const penalties = cost.penalty_cents > 0 ? words.penaltyOf(figures.money(cost.penalty_cents)) : perStop;
  const left = tile(words.unserved, figures.count(summary.unserved), summary.unserved > 0 ? words.needAttention : words.allServed, summary.unserved > 0 ? 'bad' : 'good');
  return element(
    'div',
    { class: 'tiles' },
    tile(words.routes, figures.count(summary.routes), words.ofVehicles(summary.vehicles, figures.count(summary.vehicles))),
    tile(words.stops, figures.count(summary.served), words.ofStops(figures.count(summary.stops))),
    tile(words.distance, figures.km(summary.distance_m), summary.served > 0 ? words.perStop(figures.km(summary.distance_m / summary.served)) : ''),
    tile(words.hours, figures.hours(summary.duration_s), words.drivingOf(figures.hours(summary.driving_s))),
    tile(words.cost, figures.money(cost.total_cents), penalties),
    element('button', { type: 'button', class: 'tile-button', onclick: () => store.set({ tab: 'unserved' }) }, left),
  );
}

function tile(name: string, value: string, beneath: string, tone = ''): HTMLElement {
  return element('div', { class: `tile ${tone}`.trim() }, element('span', { class: 'tile-name' }, name), element('b', {}, value), element('small', {}, beneath));
}
