/** A route's day, cut into what the driver does: drive, wait, set up, serve. */

import type { DayRoute, DayStop } from '../plan/day';

export type Doing = 'drive' | 'wait' | 'setup' | 'service';

export interface Segment {
  doing: Doing;
  from_s: number;
  to_s: number;
  /** The stop worked at or waited for; null while driving. */
  stop: DayStop | null;
}

/** Return what happens on a route from its start to its end, in order, without empty parts. */
export function segmentsOf(route: DayRoute): Segment[] {
  const segments: Segment[] = [];
  let now = route.json.start_s;
  const add = (doing: Doing, to_s: number, stop: DayStop | null) => {
    if (to_s > now) segments.push({ doing, from_s: now, to_s, stop });
    now = Math.max(now, to_s);
  };
  for (const { json: visit, stop } of route.visits) {
    add('drive', visit.arrival_s, null);
    add('wait', visit.start_s, stop);
    // Setup is paid only on arrival from another place, so the work itself tells whether there was any.
    const worked = visit.departure_s - visit.start_s;
    add('setup', visit.start_s + Math.max(0, worked - stop.json.service_s), stop);
    add('service', visit.departure_s, stop);
  }
  add('drive', route.json.end_s, null);
  return segments;
}

/** Return the visit whose waiting or work covers `time_s`, or the nearest within `reach_s`. */
export function stopAt(route: DayRoute, time_s: number, reach_s: number): DayStop | null {
  let nearest: DayStop | null = null;
  let distance = reach_s;
  for (const { json, stop } of route.visits) {
    const away = Math.max(json.start_s - time_s, time_s - json.departure_s, 0);
    if (away < distance || (away === 0 && distance === 0)) [nearest, distance] = [stop, away];
  }
  return nearest;
}
