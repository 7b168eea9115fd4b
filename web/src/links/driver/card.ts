/** One stop of a round: where and when, what is brought, and what can be said of it. */

import { element, foreign } from '../../dom';
import { clockOf, spanOf } from '../moments';
import type { Words } from '../words';
import { askFailed, askServed, type Tell } from './forms';
import { isOver, mapAddress, type Stop } from './stops';

/** Return a stop; `open` shows all of it. */
export function stopCard(stop: Stop, number: number, open: boolean, words: Words, tell: Tell): HTMLDetailsElement {
  const { driver } = words;
  const state = driver.stopStates[stop.state === 'departed' ? 'left' : stop.state] ?? stop.state;
  const summary = element('summary', {},
    element('span', { class: 'number' }, String(number)),
    element('span', { class: 'where' }, element('b', {}, foreign(stop.paper?.address || stop.status.stop)), element('small', {}, times(stop, words))),
    element('span', { class: `state ${stop.state}` }, state, stop.waits ? element('small', {}, driver.waits) : null));
  const acts = buttons(stop, words, tell);
  const below = isOver(stop) && stop.state !== 'cancelled'
    ? element('details', { class: 'correct' }, element('summary', {}, driver.correct), acts)
    : acts;
  return element('details', { class: 'stop', open }, summary, ...goods(stop, words), stop.state === 'cancelled' ? null : below);
}

function times({ status, state }: Stop, { driver }: Words): string {
  if (state !== 'open' && state !== 'arrived') return status.done ? clockOf(status.done) : '';
  const when = status.expected ? `${driver.expected} ${clockOf(status.expected)}` : `${driver.planned} ${clockOf(status.planned)}`;
  return `${driver.window} ${windowOf(status.opens, status.closes) || driver.anyTime} · ${when}`;
}

/** Return a window of the day; one to the end of the day has no end, and "" is any time. */
export function windowOf(opens: string | null, closes: string | null): string {
  const end = closes && clockOf(closes) !== '00:00' ? closes : null;
  if (opens && end) return spanOf(opens, end);
  if (end) return `– ${clockOf(end)}`;
  return opens ? `${clockOf(opens)} –` : '';
}

function goods({ paper }: Stop, { driver }: Words): HTMLElement[] {
  if (!paper) return [];
  const bills = paper.waybills.map((bill) => element('li', {},
    element('b', {}, driver.bring, ' ', foreign(bill.number)), bill.parts > 1 ? ` · ${driver.partOf(bill.number_of_part, bill.parts)}` : '', ' ', foreign([bill.customer, bill.phone].filter(Boolean).join(', ')), element('br'),
    [driver.pieces(bill.pieces), weight(bill.weight_g), ...bill.temperatures.filter((each) => each !== 'ambient').map((each) => driver.temperatures[each] ?? each)].filter(Boolean).join(' · '),
    contents(bill.lines, driver.contents)));
  const errands = paper.errands.map((slip) => element('li', {},
    element('b', {}, slip.task === 'bring' ? driver.bring : driver.fetch, ' ', foreign(slip.number)), element('br'),
    [driver.pieces(slip.pieces), weight(slip.weight_g)].filter(Boolean).join(' · '), contents(slip.lines, driver.contents)));
  return [element('ul', { class: 'goods' }, ...bills, ...errands)];
}

function contents(lines: { sku: string; quantity: number }[], label: string): HTMLElement | null {
  if (lines.length === 0) return null;
  const rows = lines.map(({ sku, quantity }) => element('li', {}, `${quantity} × `, foreign(sku)));
  return element('details', { class: 'contents' }, element('summary', {}, label), element('ul', {}, ...rows));
}

function weight(grams: number): string {
  return grams ? `${(grams / 1000).toFixed(grams < 10_000 ? 1 : 0)} kg` : '';
}

function buttons(stop: Stop, words: Words, tell: Tell): HTMLElement {
  const { driver } = words;
  const { paper, status } = stop;
  const map = paper?.lon != null && paper.lat != null
    ? element('a', { class: 'button', href: mapAddress(paper.lon, paper.lat, navigator.userAgent), target: '_blank', rel: 'noopener noreferrer' }, driver.map)
    : null;
  const brings = status.orders.length > 0 || status.errands.some((each) => each.task === 'bring');
  const arrived = element('button', { type: 'button', onclick: () => void tell({ kind: 'arrived', stop: status.stop }) }, driver.arrived);
  return element('div', { class: 'acts' },
    map, stop.state === 'open' ? arrived : null,
    element('button', { type: 'button', class: 'main', onclick: () => askServed(stop, words, tell) }, brings ? driver.delivered : driver.fetched),
    element('button', { type: 'button', class: 'bad', onclick: () => askFailed(stop, words, tell) }, driver.failed));
}
