/** Which marks show a number, which step back, and what lies above what. */

import type L from 'leaflet';
import type { State } from '../store';
import { roomFor } from './declutter';
import type { Mood, RouteLine } from './route_line';
import type { StopMark } from './stop_mark';

/** How far apart numbered marks are, in pixels; those nearer to another become dots. */
const ROOM = 18;
/** Where a smaller share of the stops than this has room for numbers, none but the route in hand shows any. */
export const CROWDED = 0.3;

/** Return the indexes of stops that show their number: all of the route in hand, others where there is room. */
export function numberedStops(map: L.Map, state: State, marks: StopMark[]): Set<number> {
  const shown = marks.filter((mark) => !isHidden(state, mark));
  const own = shown.filter((mark) => inHand(state, mark));
  const others = shown.filter((mark) => !inHand(state, mark));
  // Stops left out come first of the others: they need a decision.
  const ordered = [...own, ...others.filter((mark) => routeOf(mark) === null), ...others.filter((mark) => routeOf(mark) !== null)];
  const room = roomFor(ordered.map((mark) => map.latLngToLayerPoint(mark.getLatLng())), ROOM);
  const crowded = room.filter(Boolean).length < CROWDED * ordered.length;
  return new Set(ordered.filter((_, k) => k < own.length || (room[k] && !crowded)).map((mark) => mark.options.stop.index));
}

/** Put dots lowest, numbers above them, then the route in hand, then its stops, and the stop in hand on top. */
export function lift(state: State, lines: (RouteLine | null)[], marks: StopMark[]): void {
  const rank = (mark: StopMark) => (inHand(state, mark) ? 2 : mark.options.numbered ? 1 : 0);
  const ranked: StopMark[][] = [[], [], []];
  for (const mark of marks) ranked[rank(mark)].push(mark);
  [...ranked[0], ...ranked[1]].forEach((mark) => mark.bringToFront());
  if (state.route !== null) lines[state.route]?.bringToFront();
  ranked[2].forEach((mark) => mark.bringToFront());
  marks.find((mark) => mark.options.stop.index === state.stop)?.bringToFront();
}

export function moodOf(state: State, route: number | null): Mood {
  if (state.route === null) return 'plain';
  return state.route === route ? 'lit' : 'dim';
}

export function routeOf(mark: StopMark): number | null {
  return mark.options.stop.visit?.route.index ?? null;
}

export function isHidden(state: State, mark: StopMark): boolean {
  const route = routeOf(mark);
  return route !== null && state.hidden.has(route);
}

function inHand(state: State, mark: StopMark): boolean {
  return state.route !== null && routeOf(mark) === state.route;
}
