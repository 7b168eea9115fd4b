/** The smallest plan files that tests need. */

import type { PlanFile, RouteJson, StopJson, VisitJson } from '../src/plan/plan_file';

export function stop(id: string, changes: Partial<StopJson> = {}): StopJson {
  return {
    id, name: `Customer ${id}`, location: 1, delivery: [5000], pickup: [], windows: [{ opens_s: 0, closes_s: 604_800 }],
    service_s: 180, setup_s: 60, service_by_kind_s: {}, setup_by_kind_s: {}, skills: [], penalty_cents: null, priority: 0, release_s: 0,
    backhaul: false, ...changes,
  };
}

export function visit(id: string, start_s: number, changes: Partial<VisitJson> = {}): VisitJson {
  return { stop: id, arrival_s: start_s, start_s, departure_s: start_s + 240, load: [0], leg_duration_s: 300, leg_distance_m: 2000, ...changes };
}

const NOTHING = {
  fixed_cents: 0, distance_cents: 0, time_cents: 0, driving_cents: 0, work_cents: 0, overtime_cents: 0, penalty_cents: 0, total_cents: 0,
};

export function route(visits: VisitJson[], changes: Partial<RouteJson> = {}): RouteJson {
  return {
    vehicle: 'van', start_s: 28_800, end_s: 36_000, load: [5000], distance_m: 4000, duration_s: 7200, driving_s: 600, waiting_s: 0,
    work_s: 240, break_s: 0, cost: NOTHING, visits, reloads: [], breaks: [], leg_back: { duration_s: 300, distance_m: 2000 }, geometry: [], ...changes,
  };
}

export function planFile(stops: StopJson[], routes: PlanFile['routes'], changes: Partial<PlanFile['problem']> = {}): PlanFile {
  const week = { opens_s: 0, closes_s: 604_800 };
  const figures = { routes: 1, vehicles: 1, stops: stops.length, served: 1, unserved: 0, distance_m: 0, duration_s: 0, driving_s: 0, waiting_s: 0 };
  return {
    format: 'roundsman-plan-1', created: '2026-11-22T18:30:00Z', day: '2026-11-23', attribution: '', notes: [],
    travel: { source: 'test', files: {} },
    problem: {
      $schema: '', format: 'roundsman-problem-1', stops, pairs: [], dimensions: ['weight_g'], currency: 'EUR', notes: [], travel: {},
      vehicles: [{
        id: 'van', kind: '', profile: 'van', start: 'depot', end: 'depot', capacity: [10_000], shift: week, skills: [], cost_fixed_cents: 0,
        cost_per_km_cents: 0, cost_per_hour_cents: 0, max_distance_m: null, max_duration_s: null, max_stops: null, speed_percent: 100,
        cost_per_driving_hour_cents: 0, cost_per_work_hour_cents: 0, cost_per_overtime_hour_cents: 0, regular_duration_s: null,
        max_driving_s: null, reloads: [], max_reloads: null, breaks: [],
      }],
      depots: [{ id: 'depot', name: '', location: 0, window: week, reload_service_s: 0, throughput: null }],
      groups: [], locks: [], together: [], backhaul_only: true, fewest_vehicles: false,
      places: [{ lon: 7.41, lat: 43.73, name: '' }, { lon: 7.42, lat: 43.74, name: '1 Quay' }],
      ...changes,
    },
    summary: figures, cost: NOTHING,
    routes, unserved: [], solver: {}, snaps: [], coded_notes: [],
  };
}
