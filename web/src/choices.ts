/** What a click means: the same wherever it happens. */

import type { Day } from './plan/day';
import type { State, Store } from './store';

/** Take a stop in hand, with its route; a stop left out opens the list of those. */
export function chooseStop(day: Day, store: Store, index: number): void {
  const visit = day.stops[index].visit;
  if (visit === null) {
    store.set({ stop: index, route: null, tab: 'unserved' });
  } else {
    store.set({ stop: index, route: visit.route.index, tab: 'routes', hidden: without(store.get(), visit.route.index) });
  }
}

/** Take a route in hand, or lay it down when it is there already and no stop is. */
export function chooseRoute(store: Store, index: number): void {
  const state = store.get();
  const again = state.route === index && state.stop === null;
  store.set(again ? { route: null } : { route: index, stop: null, tab: 'routes', hidden: without(state, index) });
}

export function chooseNothing(store: Store): void {
  store.set({ route: null, stop: null });
}

/** Show or hide a route; one that is hidden is no longer in hand. */
export function toggleRoute(store: Store, index: number): void {
  const { hidden, route } = store.get();
  if (hidden.has(index)) {
    store.set({ hidden: without(store.get(), index) });
  } else {
    store.set({ hidden: new Set([...hidden, index]), ...(route === index ? { route: null, stop: null } : {}) });
  }
}

export function toggleAll(day: Day, store: Store): void {
  const none = store.get().hidden.size === 0;
  store.set(none ? { hidden: new Set(day.routes.keys()), route: null, stop: null } : { hidden: new Set() });
}

/** Go along the route in hand: to the next stop (1) or the one before (-1). */
export function stepStop(day: Day, store: Store, by: 1 | -1): void {
  const { route, stop } = store.get();
  if (route === null || day.routes[route].visits.length === 0) return;
  const visits = day.routes[route].visits;
  const at = stop === null ? (by === 1 ? -1 : visits.length) : day.stops[stop].visit!.number - 1;
  const next = Math.min(Math.max(at + by, 0), visits.length - 1);
  chooseStop(day, store, visits[next].stop.index);
}

/** Go to the next route (1) or the one before (-1). */
export function stepRoute(day: Day, store: Store, by: 1 | -1): void {
  if (day.routes.length === 0) return;
  const { route, hidden } = store.get();
  const at = route === null ? (by === 1 ? -1 : day.routes.length) : route;
  const next = Math.min(Math.max(at + by, 0), day.routes.length - 1);
  store.set({ route: next, stop: null, tab: 'routes', hidden: without({ ...store.get(), hidden }, next) });
}

function without(state: State, index: number): ReadonlySet<number> {
  if (!state.hidden.has(index)) return state.hidden;
  return new Set([...state.hidden].filter((each) => each !== index));
}
