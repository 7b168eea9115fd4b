/** A route's day, cut into what the driver does: drive, wait, set up, serve, reload, rest. */

import type { DayRoute, DayStop, DayVisit } from '../plan/day';
import { happeningsOf, type Happening } from '../plan/happenings';

export type Doing = 'drive' | 'wait' | 'setup' | 'service' | 'reload' | 'break';

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
  const visit = ({ json, stop }: DayVisit) => {
    add('drive', json.arrival_s, null);
    add('wait', json.start_s, stop);
    // Setup is paid only on arrival from another place, so the work itself tells whether there was any.
    const service_s = stop.json.service_by_kind_s[route.vehicle.kind] ?? stop.json.service_s;
    add('setup', json.start_s + Math.max(0, json.departure_s - json.start_s - service_s), stop);
    add('service', json.departure_s, stop);
  };
  const happenings = happeningsOf(route);
  happenings.forEach((happening, k) => {
    const next = happenings[k + 1];
    if (happening.kind === 'visit') visit(happening.visit);
    else if (happening.kind === 'break') {
      if (happening.taken.arrived) add('drive', Math.min(arrivalAfter(happenings, k) ?? route.json.end_s, happening.taken.start_s), null);
      add('wait', happening.taken.start_s, null);
      add('break', happening.taken.end_s, null);
    } else {
      const { arrival_s, start_s, departure_s } = happening.reload;
      add('drive', arrival_s, null);
      add('wait', start_s, null);
      add('reload', next?.kind === 'break' ? Math.min(departure_s, next.taken.start_s) : departure_s, null);
    }
  });
  add('drive', route.json.end_s, null);
  return segments;
}

function arrivalAfter(happenings: Happening[], index: number): number | null {
  for (const each of happenings.slice(index + 1)) {
    if (each.kind === 'visit') return each.visit.json.arrival_s;
    if (each.kind === 'reload') return each.reload.arrival_s;
  }
  return null;
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
