/** A plan file, indexed for drawing: stops know their visit, routes know their look. */

import { decode } from '@mapbox/polyline';
import { haltsOf } from './happenings';
import { lookOf, type Look } from './looks';
import type { DepotJson, PlaceJson, PlanFile, RouteJson, StopJson, UnservedJson, VehicleJson, VisitJson, WindowJson } from './plan_file';

export type Point = [lat: number, lon: number];

export interface DayStop {
  index: number;
  json: StopJson;
  title: string;
  /** As the order gave it, else the street that stands for its place. */
  address: string;
  warning: string;
  point: Point | null;
  brought: number[];
  fetched: number[];
  visit: DayVisit | null;
  unserved: UnservedJson | null;
  /** The stop of its group that is visited, so that this one need not be. */
  instead: DayStop | null;
  /** The stops that come all or not at all, this one among them: the parts of an order. Empty for most. */
  parts: DayStop[];
}

export interface DayVisit {
  route: DayRoute;
  /** Counted from 1. */
  number: number;
  json: VisitJson;
  stop: DayStop;
}

export interface DayRoute {
  index: number;
  json: RouteJson;
  vehicle: VehicleJson;
  look: Look;
  visits: DayVisit[];
}

export interface Day {
  file: PlanFile;
  stops: DayStop[];
  routes: DayRoute[];
  untimed: string[];
  unserved: DayStop[];
  depots: { json: DepotJson; point: Point | null }[];
  dimensions: string[];
  /** From the first departure to the last return, in seconds after midnight. */
  from_s: number;
  to_s: number;
}

/** Times this far out mean the whole day: a window that never binds. */
export const WEEK_S = 7 * 86_400;

export function indexDay(file: PlanFile): Day {
  const stops = file.problem.stops.map((json, index) => dayStop(file, json, index));
  const byId = new Map(stops.map((stop) => [stop.json.id, stop]));
  const vehicles = new Map(file.problem.vehicles.map((vehicle) => [vehicle.id, vehicle]));
  const timed = file.routes.filter(isTimed);
  const routes = timed.map((json, index) => dayRoute(json, index, vehicles.get(json.vehicle)!, byId));
  for (const left of file.unserved) {
    const stop = byId.get(left.stop);
    if (stop) stop.unserved = left;
  }
  addPairs(file, byId);
  addGroups(file, byId);
  addParts(file, byId);
  return {
    file,
    stops,
    routes,
    untimed: file.routes.filter((route) => !isTimed(route)).map((route) => route.vehicle),
    unserved: stops.filter((stop) => stop.unserved !== null),
    depots: file.problem.depots.map((json) => ({ json, point: pointOf(file.problem.places[json.location]) })),
    dimensions: dimensionNames(file),
    ...span(routes),
  };
}

/** Return the window that work begun at `start_s` keeps, else the last one; null for a whole day. */
export function windowOf(stop: StopJson, start_s: number): WindowJson | null {
  const windows = stop.windows;
  if (windows.length === 0) return null;
  const window = windows.find((each) => start_s <= each.closes_s) ?? windows[windows.length - 1];
  return window.opens_s === 0 && window.closes_s >= WEEK_S ? null : window;
}

/** Return a route's legs as points: on streets where known, else straight between places. */
export function legsOf(day: Day, route: DayRoute): { legs: Point[][]; straight: boolean } {
  if (route.json.geometry.length > 0) {
    return { legs: route.json.geometry.map((line) => decode(line, 6)), straight: false };
  }
  const depot = (id: string | null) => day.depots.find((each) => each.json.id === id)?.point ?? null;
  const halts = haltsOf(route).map((halt) => (halt.kind === 'visit' ? halt.visit.stop.point : depot(halt.reload.depot)));
  const points = [depot(route.vehicle.start), ...halts, depot(route.vehicle.end)];
  const known = points.filter((point): point is Point => point !== null);
  return { legs: known.slice(1).map((point, k) => [known[k], point]), straight: true };
}

/** Whether a route has all its times; one edited by hand may await them. */
function isTimed(route: PlanFile['routes'][number]): route is RouteJson {
  return route.cost !== null && route.start_s !== null && route.visits.every((visit) => typeof visit !== 'string' && visit.arrival_s !== null);
}

function dayStop(file: PlanFile, json: StopJson, index: number): DayStop {
  const place: PlaceJson | undefined = file.problem.places[json.location];
  const snap = file.snaps[json.location];
  return {
    index,
    json,
    title: json.name || place?.name || json.id,
    address: place?.name || snap?.street || '',
    warning: snap?.warning ?? '',
    point: pointOf(place),
    brought: [...json.delivery],
    fetched: [...json.pickup],
    visit: null,
    unserved: null,
    instead: null,
    parts: [],
  };
}

function dayRoute(json: RouteJson, index: number, vehicle: VehicleJson, stops: Map<string, DayStop>): DayRoute {
  const route: DayRoute = { index, json, vehicle, look: lookOf(index), visits: [] };
  json.visits.forEach((visit, k) => {
    const stop = stops.get(visit.stop)!;
    stop.visit = { route, number: k + 1, json: visit, stop };
    route.visits.push(stop.visit);
  });
  return route;
}

function addPairs(file: PlanFile, stops: Map<string, DayStop>): void {
  for (const pair of file.problem.pairs) {
    const [from, to] = [stops.get(pair.pickup)!, stops.get(pair.delivery)!];
    from.fetched = pair.load.map((amount, k) => amount + (from.fetched[k] ?? 0));
    to.brought = pair.load.map((amount, k) => amount + (to.brought[k] ?? 0));
  }
}

function addGroups(file: PlanFile, stops: Map<string, DayStop>): void {
  for (const group of file.problem.groups) {
    const members = group.stops.map((id) => stops.get(id)!);
    const visited = members.find((stop) => stop.visit !== null) ?? null;
    for (const stop of members) if (stop.visit === null) stop.instead = visited;
  }
}

function addParts(file: PlanFile, stops: Map<string, DayStop>): void {
  // Plans that were written before parts were kept together have no such list.
  for (const one of file.problem.together ?? []) {
    const members = one.map((id) => stops.get(id)!);
    for (const stop of members) stop.parts = members;
  }
}

function dimensionNames(file: PlanFile): string[] {
  const size = Math.max(0, ...file.problem.vehicles.map((vehicle) => vehicle.capacity.length));
  return file.problem.dimensions.length > 0 ? file.problem.dimensions : Array.from({ length: size }, (_, k) => `load_${k + 1}`);
}

function span(routes: DayRoute[]): { from_s: number; to_s: number } {
  let [from_s, to_s] = [Infinity, -Infinity];
  for (const { json } of routes) {
    from_s = Math.min(from_s, json.start_s);
    to_s = Math.max(to_s, json.end_s);
  }
  return routes.length > 0 ? { from_s, to_s } : { from_s: 8 * 3600, to_s: 18 * 3600 };
}

function pointOf(place: PlaceJson | undefined): Point | null {
  return place ? [place.lat, place.lon] : null;
}
