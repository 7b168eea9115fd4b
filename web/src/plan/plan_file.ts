/** The plan document as it is written: see docs/schema/plan.schema.json. */

export interface WindowJson {
  opens_s: number;
  closes_s: number;
}

export interface StopJson {
  id: string;
  name: string;
  location: number;
  delivery: number[];
  pickup: number[];
  windows: WindowJson[];
  service_s: number;
  setup_s: number;
  skills: string[];
  penalty_cents: number | null;
}

export interface VehicleJson {
  id: string;
  kind: string;
  profile: string;
  start: string | null;
  end: string | null;
  capacity: number[];
  shift: WindowJson;
  skills: string[];
  max_distance_m: number | null;
  max_duration_s: number | null;
  max_stops: number | null;
}

export interface DepotJson {
  id: string;
  name: string;
  location: number;
  window: WindowJson;
}

export interface PairJson {
  pickup: string;
  delivery: string;
  load: number[];
}

export interface PlaceJson {
  lon: number;
  lat: number;
  name: string;
}

export interface CostJson {
  fixed_cents: number;
  distance_cents: number;
  time_cents: number;
  penalty_cents: number;
  total_cents: number;
}

export interface VisitJson {
  stop: string;
  arrival_s: number;
  start_s: number;
  departure_s: number;
  load: number[];
  leg_duration_s: number;
  leg_distance_m: number;
}

export interface RouteJson {
  vehicle: string;
  start_s: number;
  end_s: number;
  load: number[];
  distance_m: number;
  duration_s: number;
  driving_s: number;
  waiting_s: number;
  cost: CostJson;
  visits: VisitJson[];
  leg_back: { duration_s: number; distance_m: number };
  /** One polyline of precision 6 per leg; empty where the ways are not known. */
  geometry: string[];
}

/** A route whose order a person edited and whose times are not computed yet. */
export interface UntimedRouteJson {
  vehicle: string;
  visits: (string | { stop: string })[];
}

export interface RelaxationJson {
  field: string;
  amount: number;
  text: string;
  /** The number of the window or of the dimension, from 0. */
  which: number;
}

export interface UnservedJson {
  stop: string;
  reason: { code: string; text: string; vehicle: string | null; relaxation: RelaxationJson | null };
}

export interface SnapJson {
  lon: number;
  lat: number;
  name: string;
  street: string;
  distance_m: number;
  warning: string;
}

export interface SummaryJson {
  routes: number;
  vehicles: number;
  stops: number;
  served: number;
  unserved: number;
  distance_m: number;
  duration_s: number;
  driving_s: number;
  waiting_s: number;
}

export interface PlanFile {
  format: string;
  created: string;
  day: string;
  attribution: string;
  notes: string[];
  travel: { source: string };
  problem: {
    stops: StopJson[];
    vehicles: VehicleJson[];
    depots: DepotJson[];
    pairs: PairJson[];
    places: PlaceJson[];
    dimensions: string[];
    currency: string;
  };
  summary: SummaryJson;
  cost: CostJson;
  routes: (RouteJson | UntimedRouteJson)[];
  unserved: UnservedJson[];
  solver: Record<string, string | number>;
  snaps: SnapJson[];
}

/** Streets to draw behind the routes, by road class; lines are polylines of precision 5. */
export interface StreetsFile {
  format: string;
  attribution: string;
  classes: { class: string; lines: string[] }[];
}
