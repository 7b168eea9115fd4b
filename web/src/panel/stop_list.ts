/** The stops of the route in hand, in order, with its start and end. */

import { chooseNothing, chooseStop, stepRoute } from '../choices';
import type { Context } from '../context';
import { element, foreign } from '../dom';
import { swatch } from '../map/shapes';
import { windowOf, type DayRoute, type DayVisit } from '../plan/day';
import { happeningsOf, type Happening } from '../plan/happenings';
import type { TakenBreakJson } from '../plan/plan_file';
import { lateness } from '../stop_card';
import { icon, type Icon } from '../page/icons';
import type { ListView } from './route_list';
import { virtualList, type VirtualList } from './virtual_list';

/** Return the list of the route in hand; empty while none is. */
export function stopList(context: Context): ListView {
  const { day } = context;
  const node = element('section', { class: 'stops', hidden: true, 'aria-live': 'off' });
  let list: VirtualList | null = null;
  return {
    node,
    update: (state, before) => {
      node.hidden = state.route === null;
      if (state.route === null) {
        list?.destroy();
        list = null;
        node.replaceChildren();
        return;
      }
      const route = day.routes[state.route];
      if (state.route !== before?.route || list === null) {
        list?.destroy();
        const happenings = happeningsOf(route);
        list = virtualList(happenings.length + 2, 40, context.words.stops, (index) => stopRow(context, route, happenings, index));
        node.replaceChildren(heading(context, route), list.node);
      }
      list.refresh();
      if (state.stop !== null && state.stop !== before?.stop) list.reveal(rowOf(route, state.stop));
    },
    destroy: () => list?.destroy(),
  };
}

function heading({ day, store, words, figures }: Context, route: DayRoute): HTMLElement {
  const { json, vehicle } = route;
  const load = figures.loads(json.load, day.dimensions);
  const facts = [
    vehicle.kind,
    figures.km(json.distance_m),
    words.drivingOf(figures.duration(json.driving_s)),
    ...(json.waiting_s > 0 ? [`${words.wait} ${figures.duration(json.waiting_s)}`] : []),
    ...(json.breaks.length > 0 ? [`${words.rest} ${figures.duration(json.break_s ?? 0)}`] : []),
    load,
  ];
  return element(
    'header',
    { class: 'stops-heading' },
    swatch(route.look, 26),
    element('div', { class: 'grow' }, element('h2', {}, foreign(vehicle.id)), element('small', {}, foreign(facts.filter(Boolean).join(' · ')))),
    button('whole', words.zoomToRoute, () => store.set({ closer: store.get().closer + 1 })),
    button('up', words.routeBefore, () => stepRoute(day, store, -1)),
    button('down', words.routeAfter, () => stepRoute(day, store, 1)),
    button('close', words.close, () => chooseNothing(store)),
  );
}

function rowOf(route: DayRoute, stop: number): number {
  return 1 + happeningsOf(route).findIndex((each) => each.kind === 'visit' && each.visit.stop.index === stop);
}

function stopRow(context: Context, route: DayRoute, happenings: Happening[], index: number): HTMLElement {
  const { words } = context;
  if (index === 0) return endRow(context, route.vehicle.start, words.leaves, route.json.start_s, route.json.load);
  if (index > happenings.length) return endRow(context, route.vehicle.end, words.returns, route.json.end_s, []);
  const happening = happenings[index - 1];
  if (happening.kind === 'visit') return visitRow(context, happening.visit);
  if (happening.kind === 'break') return breakRow(context, happening.taken);
  return endRow(context, happening.reload.depot, words.reloads, happening.reload.start_s, happening.reload.load);
}

function breakRow({ words, figures }: Context, taken: TakenBreakJson): HTMLElement {
  return element(
    'div',
    { class: 'row end-row' },
    element('span', { class: 'number' }, icon('pause')),
    element('span', { class: 'grow' }, element('b', {}, words.rest), element('small', {}, foreign(taken.break))),
    element('span', { class: 'times' }, element('b', {}, figures.clock(taken.start_s)), element('small', {}, figures.duration(taken.end_s - taken.start_s))),
  );
}

function endRow({ day, words, figures }: Context, depot: string | null, verb: string, time_s: number, load: number[]): HTMLElement {
  const found = day.depots.find((each) => each.json.id === depot);
  const name = found ? found.json.name || found.json.id : words.depot;
  return element(
    'div',
    { class: 'row end-row' },
    element('span', { class: 'number' }, icon('home')),
    element('span', { class: 'grow' }, element('b', {}, depot === null ? verb : foreign(name)), element('small', {}, depot === null ? '' : `${verb} ${figures.loads(load, day.dimensions)}`)),
    element('span', { class: 'times' }, element('b', {}, figures.clock(time_s))),
  );
}

function visitRow({ day, store, figures, words }: Context, { route, number, json, stop }: DayVisit): HTMLElement {
  const chosen = store.get().stop === stop.index;
  const window = windowOf(stop.json, json.start_s);
  const late = lateness(stop);
  const load = [figures.loads(stop.brought, day.dimensions), ...(stop.fetched.some(Boolean) ? [`↑ ${figures.loads(stop.fetched, day.dimensions)}`] : [])];
  const waiting = json.start_s - json.arrival_s;
  const beneath = [stop.address === stop.title ? '' : stop.address, ...load].filter(Boolean).join(' · ');
  const open = element(
    'button',
    { type: 'button', class: 'row-open', 'aria-pressed': String(chosen), onclick: () => chooseStop(day, store, stop.index) },
    swatch(route.look, 24, String(number)),
    element('span', { class: 'grow' }, element('b', {}, foreign(stop.title)), element('small', {}, foreign(beneath))),
    element(
      'span',
      { class: 'times' },
      element('b', { class: late > 0 ? 'late' : '' }, figures.clock(json.arrival_s)),
      element('small', {}, window ? `${figures.clock(window.opens_s)}–${figures.clock(window.closes_s)}` : '', waiting >= 60 ? ` · ${words.wait} ${figures.duration(waiting)}` : ''),
    ),
  );
  return element('div', { class: chosen ? 'row chosen' : 'row' }, open);
}

function button(sign: Icon, label: string, act: () => void): HTMLElement {
  return element('button', { type: 'button', class: 'small', title: label, 'aria-label': label, onclick: act }, icon(sign));
}
