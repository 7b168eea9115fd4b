/** The list of routes: mark, vehicle, figures, how full, and a box to show or hide each. */

import { chooseRoute, toggleAll, toggleRoute } from '../choices';
import type { Context } from '../context';
import { element, foreign } from '../dom';
import { swatch } from '../map/shapes';
import type { DayRoute } from '../plan/day';
import type { State } from '../store';
import { virtualList } from './virtual_list';

export interface ListView {
  node: HTMLElement;
  update(state: State, before: State | null): void;
  destroy(): void;
}

/** Return the list of routes. */
export function routeList(context: Context): ListView {
  const { day, store, words } = context;
  const all = element('input', { type: 'checkbox', 'aria-label': words.toggleAll, title: words.toggleAll, onchange: () => toggleAll(day, store) });
  const list = virtualList(day.routes.length, 50, words.routes, (index) => routeRow(context, day.routes[index]));
  const heading = element(
    'div', { class: 'list-heading' }, all, element('span', { class: 'grow' }, words.vehicle), element('span', {}, words.distance), element('span', { class: 'wide' }, words.hours), element('span', { class: 'wide' }, words.cost),
  );
  const empty = element('p', { class: 'nothing' }, words.noRoutes);
  return {
    node: element('div', { class: 'list-holder' }, ...(day.routes.length > 0 ? [heading, list.node] : [empty])),
    update: (state, before) => {
      all.checked = state.hidden.size === 0;
      all.indeterminate = state.hidden.size > 0 && state.hidden.size < day.routes.length;
      list.refresh();
      if (state.route !== null && state.route !== before?.route) list.reveal(state.route);
    },
    destroy: list.destroy,
  };
}

function routeRow({ day, store, words, figures }: Context, route: DayRoute): HTMLElement {
  const { route: chosen, hidden } = store.get();
  const { json, vehicle } = route;
  const box = element('input', {
    type: 'checkbox', checked: !hidden.has(route.index), 'aria-label': words.show(vehicle.id), onchange: () => toggleRoute(store, route.index),
  });
  const full = fullness(json.load, [...route.visits.map((visit) => visit.json.load), ...json.reloads.map((reload) => reload.load)], vehicle.capacity);
  const facts = [
    words.stopCount(route.visits.length, figures.count(route.visits.length)),
    `${figures.clock(json.start_s)}–${figures.clock(json.end_s)}`,
  ];
  const open = element(
    'button',
    { type: 'button', class: 'row-open', 'aria-pressed': String(chosen === route.index), onclick: () => chooseRoute(store, route.index) },
    swatch(route.look, 22),
    element('span', { class: 'grow' }, element('b', {}, foreign(vehicle.id)), element('small', {}, facts.join(' · '))),
    element('span', {}, figures.km(json.distance_m)),
    element('span', { class: 'wide' }, figures.hours(json.duration_s)),
    element('span', { class: 'wide' }, figures.money(json.cost.total_cents)),
    full === null ? null : gauge(full, words.full(figures.count(full)), route.look.colour),
  );
  const marks = [chosen === route.index ? 'chosen' : '', hidden.has(route.index) ? 'hidden-route' : ''];
  return element('div', { class: ['row route-row', ...marks].join(' ').trim(), title: `${day.file.day} ${vehicle.id} ${vehicle.kind}`.trim() }, box, open);
}

/** Return how full the vehicle is at its fullest, in percent of the dimension that binds; null without capacity. */
export function fullness(start: number[], afterwards: number[][], capacity: number[]): number | null {
  const shares = capacity.flatMap((limit, k) => (limit > 0 ? [Math.max(...[start, ...afterwards].map((load) => load[k] ?? 0)) / limit] : []));
  return shares.length > 0 ? Math.round(100 * Math.max(...shares)) : null;
}

function gauge(percent: number, label: string, colour: string): HTMLElement {
  const bar = element('i', {});
  bar.style.width = `${Math.min(100, percent)}%`;
  bar.style.background = colour;
  return element('span', { class: 'gauge', role: 'img', 'aria-label': label, title: label }, bar);
}
