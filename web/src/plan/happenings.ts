/** What happens on a route in the order of time: visits, reloads and breaks. */

import type { DayRoute, DayVisit } from './day';
import type { ReloadJson, TakenBreakJson } from './plan_file';

export type Halt = { kind: 'visit'; visit: DayVisit } | { kind: 'reload'; reload: ReloadJson };
export type Happening = Halt | { kind: 'break'; taken: TakenBreakJson };

/** Return the visits and reloads of a route in order. */
export function haltsOf(route: DayRoute): Halt[] {
  const halts: Halt[] = [];
  const reloads = (visited: number) => route.json.reloads.filter((each) => each.after === visited).forEach((reload) => halts.push({ kind: 'reload', reload }));
  reloads(0);
  for (const visit of route.visits) {
    halts.push({ kind: 'visit', visit });
    reloads(visit.number);
  }
  return halts;
}

/** Return everything that happens on a route; a break on arrival comes before the work there. */
export function happeningsOf(route: DayRoute): Happening[] {
  const found: Happening[] = [];
  const left = [...route.json.breaks];
  let visited = 0;
  for (const halt of haltsOf(route)) {
    while (left.length > 0 && isBefore(left[0], halt, visited)) found.push({ kind: 'break', taken: left.shift()! });
    found.push(halt);
    if (halt.kind === 'visit') visited += 1;
  }
  return [...found, ...left.map((taken): Happening => ({ kind: 'break', taken }))];
}

function isBefore(taken: TakenBreakJson, halt: Halt, visited: number): boolean {
  if (taken.after !== visited) return taken.after < visited;
  return halt.kind === 'visit' || !taken.arrived || taken.end_s <= halt.reload.start_s;
}
