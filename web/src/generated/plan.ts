// Written by `npm run types`; changes belong into the schema it is made from.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * BreakModel
         * @description A pause that must be taken; max_load is the most on board during it, null is anything.
         */
        BreakModel: {
            /**
             * Duration S
             * @default 0
             */
            duration_s: number;
            /** Id */
            id: string;
            /**
             * Max Load
             * @default null
             */
            max_load: number[] | null;
            /** Windows */
            windows: components["schemas"]["WindowModel"][];
        };
        /**
         * CostModel
         * @description What a route or plan costs, in minor units of the currency.
         */
        CostModel: {
            /** Distance Cents */
            distance_cents: number;
            /**
             * Driving Cents
             * @default 0
             */
            driving_cents: number;
            /** Fixed Cents */
            fixed_cents: number;
            /**
             * Overtime Cents
             * @default 0
             */
            overtime_cents: number;
            /** Penalty Cents */
            penalty_cents: number;
            /** Time Cents */
            time_cents: number;
            /** Total Cents */
            total_cents: number;
            /**
             * Work Cents
             * @default 0
             */
            work_cents: number;
        };
        /**
         * DepotModel
         * @description A place where vehicles start, reload or end; throughput limits what is taken out of it.
         */
        DepotModel: {
            /** Id */
            id: string;
            /**
             * Location
             * @description Row of the travel matrix, from 0.
             */
            location: number;
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Reload Service S
             * @default 0
             */
            reload_service_s: number;
            /**
             * Throughput
             * @default null
             */
            throughput: number[] | null;
            /**
             * @default {
             *       "opens_s": 0,
             *       "closes_s": 604800
             *     }
             */
            window: components["schemas"]["WindowModel"];
        };
        /**
         * GroupModel
         * @description Stops of which one is enough; penalty_cents is what visiting none costs, null means one must be.
         */
        GroupModel: {
            /** Id */
            id: string;
            /**
             * Penalty Cents
             * @default null
             */
            penalty_cents: number | null;
            /**
             * Priority
             * @default 0
             */
            priority: number;
            /** Stops */
            stops: string[];
        };
        /**
         * LegBackModel
         * @description The last leg, to the end depot; zeros where the end is open.
         */
        LegBackModel: {
            /** Distance M */
            distance_m: number;
            /** Duration S */
            duration_s: number;
        };
        /**
         * LockModel
         * @description What is decided already: these stops are on this vehicle, and from "sequence" on in this order.
         *
         *     kind: "vehicle"; "sequence", one directly after the other; "start", its route begins with them; "route",
         *     it is exactly these.
         */
        LockModel: {
            /**
             * Kind
             * @default vehicle
             * @enum {string}
             */
            kind: "vehicle" | "sequence" | "start" | "route";
            /** Stops */
            stops: string[];
            /** Vehicle */
            vehicle: string;
        };
        /**
         * MatrixModel
         * @description One profile's travel: slices of the day, an .npz file in the same folder, or points in the plane.
         */
        MatrixModel: {
            /**
             * File
             * @default
             */
            file: string;
            /** @default null */
            plane: components["schemas"]["PlaneModel"] | null;
            /** Slices */
            slices: components["schemas"]["SliceModel"][];
        } & (unknown | unknown | unknown);
        /**
         * NoteModel
         * @description A note that programs can tell apart: its code, what stands in it, and the sentence as in `notes`.
         */
        NoteModel: {
            /** Code */
            code: string;
            /** Parameters */
            parameters: {
                [key: string]: string;
            };
            /** Text */
            text: string;
        };
        /**
         * PairModel
         * @description A load carried from one stop to another by the same vehicle, pickup first.
         */
        PairModel: {
            /** Delivery */
            delivery: string;
            /** Load */
            load: number[];
            /** Pickup */
            pickup: string;
        };
        /**
         * PlaceModel
         * @description The point of a row of the travel matrix.
         */
        PlaceModel: {
            /** Lat */
            lat: number;
            /** Lon */
            lon: number;
            /**
             * Name
             * @default
             */
            name: string;
        };
        /**
         * PlaneModel
         * @description Straight lines between points x, y: rounding(scale * grid(line)) metres, at 100 % as many seconds.
         */
        PlaneModel: {
            /**
             * Grid
             * @default real
             * @enum {string}
             */
            grid: "real" | "floor" | "ceil";
            /** Points */
            points: number[][];
            /**
             * Rounding
             * @default half-up
             * @enum {string}
             */
            rounding: "half-up" | "floor" | "nearest-even";
            /**
             * Scale
             * @default 1
             */
            scale: number;
            /**
             * Speed Percent
             * @default 100
             */
            speed_percent: number;
        };
        /**
         * A day's plan
         * @description One day's plan with the problem it answers, version 1.
         */
        PlanModel: {
            /** Attribution */
            attribution: string;
            /**
             * Coded Notes
             * @description Those of `notes` that have a code.
             */
            coded_notes: components["schemas"]["NoteModel"][];
            cost: components["schemas"]["CostModel"];
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Format
             * @constant
             */
            format: "roundsman-plan-1";
            /** Notes */
            notes: string[];
            problem: components["schemas"]["ProblemModel"];
            /** Routes */
            routes: (components["schemas"]["RouteModel"] | components["schemas"]["UntimedRouteModel"])[];
            /** Snaps */
            snaps: components["schemas"]["SnapModel"][];
            /** Solver */
            solver: {
                [key: string]: string | number;
            };
            summary: components["schemas"]["SummaryModel"];
            travel: components["schemas"]["TravelModel"];
            /** Unserved */
            unserved: components["schemas"]["UnservedModel"][];
        };
        /**
         * ProblemModel
         * @description A problem with its travel, version 1.
         */
        ProblemModel: {
            /**
             * $Schema
             * @default
             */
            $schema: string;
            /**
             * Backhaul Only
             * @description Whether a trip may have backhauls alone.
             * @default true
             */
            backhaul_only: boolean;
            /**
             * Currency
             * @default EUR
             */
            currency: string;
            /** Depots */
            depots: components["schemas"]["DepotModel"][];
            /** Dimensions */
            dimensions: string[];
            /**
             * Fewest Vehicles
             * @description Fewest vehicles come before least cost.
             * @default false
             */
            fewest_vehicles: boolean;
            /**
             * Format
             * @constant
             */
            format: "roundsman-problem-1";
            /** Groups */
            groups: components["schemas"]["GroupModel"][];
            /** Locks */
            locks: components["schemas"]["LockModel"][];
            /** Notes */
            notes: string[];
            /** Pairs */
            pairs: components["schemas"]["PairModel"][];
            /** Places */
            places: components["schemas"]["PlaceModel"][];
            /** Stops */
            stops: components["schemas"]["StopModel"][];
            /**
             * Together
             * @description Sets of stops, all served or all left out, on whatever vehicles: parts of an order.
             */
            together: string[][];
            /**
             * Travel
             * @description A matrix by profile.
             */
            travel: {
                [key: string]: components["schemas"]["MatrixModel"];
            };
            /** Vehicles */
            vehicles: components["schemas"]["VehicleModel"][];
        };
        /**
         * ReasonModel
         * @description Why a stop is left out, the vehicle nearest to serving it, and what would help.
         */
        ReasonModel: {
            /**
             * Code
             * @enum {string}
             */
            code: "load-above-every-vehicle" | "no-vehicle-has-skills" | "unreachable" | "window-outside-every-shift" | "route-too-long" | "route-too-far" | "route-too-many-stops" | "no-capacity-left" | "no-time-left" | "dearer-than-penalty" | "partner-unserved" | "no-vehicle" | "not-found-in-time" | "released-too-late" | "no-depot-stock" | "no-place-in-order" | "locked";
            /** @default null */
            relaxation: components["schemas"]["RelaxationModel"] | null;
            /** Text */
            text: string;
            /**
             * Vehicle
             * @default null
             */
            vehicle: string | null;
        };
        /**
         * RelaxationModel
         * @description The smallest single change that would let a stop in; the amount is in the field's unit.
         *
         *     which: the number of the window or dimension, from 0. stop, depot: whose rule it is, "" for vehicles.
         */
        RelaxationModel: {
            /** Amount */
            amount: number;
            /**
             * Depot
             * @default
             */
            depot: string;
            /**
             * Field
             * @enum {string}
             */
            field: "window-opens" | "window-closes" | "shift-opens" | "shift-closes" | "capacity" | "max-distance" | "max-duration" | "max-stops" | "skills" | "penalty" | "release" | "throughput" | "max-reloads" | "max-driving";
            /**
             * Stop
             * @default
             */
            stop: string;
            /** Text */
            text: string;
            /**
             * Which
             * @default 0
             */
            which: number;
        };
        /**
         * ReloadModel
         * @description A trip ends at a depot and the next begins there; load is what is on board when it leaves.
         *
         *     From start_s on, what was picked up is left and the next deliveries are taken.
         */
        ReloadModel: {
            /** After */
            after: number;
            /** Arrival S */
            arrival_s: number;
            /** Departure S */
            departure_s: number;
            /** Depot */
            depot: string;
            /** Leg Distance M */
            leg_distance_m: number;
            /** Leg Duration S */
            leg_duration_s: number;
            /** Load */
            load: number[];
            /** Start S */
            start_s: number;
        };
        /**
         * RouteModel
         * @description One vehicle's round with all its times; geometry has one line per leg, or none at all.
         *
         *     driving_s, waiting_s, work_s and break_s are what its duration is made of, besides reloads.
         */
        RouteModel: {
            /**
             * Break S
             * @default null
             */
            break_s: number | null;
            /** Breaks */
            breaks: components["schemas"]["TakenBreakModel"][];
            cost: components["schemas"]["CostModel"];
            /** Distance M */
            distance_m: number;
            /** Driving S */
            driving_s: number;
            /** Duration S */
            duration_s: number;
            /** End S */
            end_s: number;
            /** Geometry */
            geometry: string[];
            leg_back: components["schemas"]["LegBackModel"];
            /** Load */
            load: number[];
            /** Reloads */
            reloads: components["schemas"]["ReloadModel"][];
            /** Start S */
            start_s: number;
            /** Vehicle */
            vehicle: string;
            /** Visits */
            visits: components["schemas"]["VisitModel"][];
            /** Waiting S */
            waiting_s: number;
            /**
             * Work S
             * @default null
             */
            work_s: number | null;
        };
        /**
         * SliceModel
         * @description Travel in a part of the day; row = from, column = to, null where no way leads.
         */
        SliceModel: {
            /** Distances M */
            distances_m: (number | null)[][];
            /** Durations S */
            durations_s: (number | null)[][];
            /**
             * From S
             * @default 0
             */
            from_s: number;
        };
        /**
         * SnapModel
         * @description A place, the street that stands for it, and how far that is.
         */
        SnapModel: {
            /** Distance M */
            distance_m: number;
            /** Lat */
            lat: number;
            /** Lon */
            lon: number;
            /** Name */
            name: string;
            /** Street */
            street: string;
            /** Warning */
            warning: string;
        };
        /**
         * StopModel
         * @description One visit: `delivery` is brought from the vehicle's start, `pickup` carried on to its end.
         */
        StopModel: {
            /**
             * Backhaul
             * @default false
             */
            backhaul: boolean;
            /** Delivery */
            delivery: number[];
            /** Id */
            id: string;
            /**
             * Location
             * @description Row of the travel matrix, from 0.
             */
            location: number;
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Penalty Cents
             * @default null
             */
            penalty_cents: number | null;
            /** Pickup */
            pickup: number[];
            /**
             * Priority
             * @default 0
             */
            priority: number;
            /**
             * Release S
             * @default 0
             */
            release_s: number;
            /**
             * Service By Kind S
             * @description Seconds by kind of vehicle.
             */
            service_by_kind_s: {
                [key: string]: number;
            };
            /**
             * Service S
             * @default 0
             */
            service_s: number;
            /**
             * Setup By Kind S
             * @description Seconds by kind of vehicle.
             */
            setup_by_kind_s: {
                [key: string]: number;
            };
            /**
             * Setup S
             * @default 0
             */
            setup_s: number;
            /** Skills */
            skills: string[];
            /** Windows */
            windows: components["schemas"]["WindowModel"][];
        };
        /**
         * SummaryModel
         * @description The day in a few figures; written for readers, and compared with the routes when read back.
         */
        SummaryModel: {
            /** Distance M */
            distance_m: number;
            /** Driving S */
            driving_s: number;
            /** Duration S */
            duration_s: number;
            /** Routes */
            routes: number;
            /** Served */
            served: number;
            /** Stops */
            stops: number;
            /** Unserved */
            unserved: number;
            /** Vehicles */
            vehicles: number;
            /** Waiting S */
            waiting_s: number;
        };
        /**
         * TakenBreakModel
         * @description A break, taken after so many visits of the route: before driving on, or arrived at the next place.
         */
        TakenBreakModel: {
            /** After */
            after: number;
            /** Arrived */
            arrived: boolean;
            /** Break */
            break: string;
            /** End S */
            end_s: number;
            /** Start S */
            start_s: number;
        };
        /**
         * TravelModel
         * @description Where travel times come from, and the SHA-256 of each file that holds them.
         */
        TravelModel: {
            /** Files */
            files: {
                [key: string]: string;
            };
            /** Source */
            source: string;
        };
        /**
         * UnservedModel
         * @description A stop that no route serves; a person may leave the reason out.
         */
        UnservedModel: {
            reason: components["schemas"]["ReasonModel"];
            /** Stop */
            stop: string;
        };
        /**
         * UntimedBreakModel
         * @description A break of a route edited by hand: it is placed anew, so nothing of it counts.
         */
        UntimedBreakModel: {
            /**
             * After
             * @default null
             */
            after: number | null;
            /**
             * Arrived
             * @default null
             */
            arrived: boolean | null;
            /**
             * Break
             * @default
             */
            break: string;
            /**
             * End S
             * @default null
             */
            end_s: number | null;
            /**
             * Start S
             * @default null
             */
            start_s: number | null;
        };
        /**
         * UntimedReloadModel
         * @description A reload of a route edited by hand: its times are computed anew.
         */
        UntimedReloadModel: {
            /** After */
            after: number;
            /**
             * Arrival S
             * @default null
             */
            arrival_s: number | null;
            /**
             * Departure S
             * @default null
             */
            departure_s: number | null;
            /** Depot */
            depot: string;
            /**
             * Leg Distance M
             * @default null
             */
            leg_distance_m: number | null;
            /**
             * Leg Duration S
             * @default null
             */
            leg_duration_s: number | null;
            /** Load */
            load: number[];
            /**
             * Start S
             * @default null
             */
            start_s: number | null;
        };
        /**
         * UntimedRouteModel
         * @description A route edited by hand: stops in order, as bare ids or as visits; figures are computed anew.
         *
         *     A reload stands among bare ids as "@" and the id of its depot, or in reloads.
         */
        UntimedRouteModel: {
            /**
             * Break S
             * @default null
             */
            break_s: number | null;
            /** Breaks */
            breaks: components["schemas"]["UntimedBreakModel"][];
            /** @default null */
            cost: components["schemas"]["CostModel"] | null;
            /**
             * Distance M
             * @default null
             */
            distance_m: number | null;
            /**
             * Driving S
             * @default null
             */
            driving_s: number | null;
            /**
             * Duration S
             * @default null
             */
            duration_s: number | null;
            /**
             * End S
             * @default null
             */
            end_s: number | null;
            /** Geometry */
            geometry: string[];
            /** @default null */
            leg_back: components["schemas"]["LegBackModel"] | null;
            /** Load */
            load: number[];
            /** Reloads */
            reloads: components["schemas"]["UntimedReloadModel"][];
            /**
             * Start S
             * @default null
             */
            start_s: number | null;
            /** Vehicle */
            vehicle: string;
            /** Visits */
            visits: (string | components["schemas"]["UntimedVisitModel"])[];
            /**
             * Waiting S
             * @default null
             */
            waiting_s: number | null;
            /**
             * Work S
             * @default null
             */
            work_s: number | null;
        };
        /**
         * UntimedVisitModel
         * @description A visit of a route edited by hand: only the stop counts, times are computed anew.
         */
        UntimedVisitModel: {
            /**
             * Arrival S
             * @default null
             */
            arrival_s: number | null;
            /**
             * Departure S
             * @default null
             */
            departure_s: number | null;
            /**
             * Leg Distance M
             * @default null
             */
            leg_distance_m: number | null;
            /**
             * Leg Duration S
             * @default null
             */
            leg_duration_s: number | null;
            /** Load */
            load: number[];
            /**
             * Start S
             * @default null
             */
            start_s: number | null;
            /** Stop */
            stop: string;
        };
        /**
         * VehicleModel
         * @description One vehicle and its shift.
         */
        VehicleModel: {
            /** Breaks */
            breaks: components["schemas"]["BreakModel"][];
            /** Capacity */
            capacity: number[];
            /**
             * Cost Fixed Cents
             * @default 0
             */
            cost_fixed_cents: number;
            /**
             * Cost Per Driving Hour Cents
             * @default 0
             */
            cost_per_driving_hour_cents: number;
            /**
             * Cost Per Hour Cents
             * @default 0
             */
            cost_per_hour_cents: number;
            /**
             * Cost Per Km Cents
             * @default 0
             */
            cost_per_km_cents: number;
            /**
             * Cost Per Overtime Hour Cents
             * @default 0
             */
            cost_per_overtime_hour_cents: number;
            /**
             * Cost Per Work Hour Cents
             * @default 0
             */
            cost_per_work_hour_cents: number;
            /** End */
            end: string | null;
            /** Id */
            id: string;
            /**
             * Kind
             * @default
             */
            kind: string;
            /**
             * Max Distance M
             * @default null
             */
            max_distance_m: number | null;
            /**
             * Max Driving S
             * @default null
             */
            max_driving_s: number | null;
            /**
             * Max Duration S
             * @default null
             */
            max_duration_s: number | null;
            /**
             * Max Reloads
             * @default null
             */
            max_reloads: number | null;
            /**
             * Max Stops
             * @default null
             */
            max_stops: number | null;
            /**
             * Profile
             * @default van
             */
            profile: string;
            /**
             * Regular Duration S
             * @default null
             */
            regular_duration_s: number | null;
            /** Reloads */
            reloads: string[];
            /**
             * @default {
             *       "opens_s": 0,
             *       "closes_s": 604800
             *     }
             */
            shift: components["schemas"]["WindowModel"];
            /** Skills */
            skills: string[];
            /**
             * Speed Percent
             * @default 100
             */
            speed_percent: number;
            /** Start */
            start: string | null;
        };
        /**
         * VisitModel
         * @description One stop on a route; times are seconds after midnight, load is what is left on board.
         */
        VisitModel: {
            /** Arrival S */
            arrival_s: number;
            /** Departure S */
            departure_s: number;
            /** Leg Distance M */
            leg_distance_m: number;
            /** Leg Duration S */
            leg_duration_s: number;
            /** Load */
            load: number[];
            /** Start S */
            start_s: number;
            /** Stop */
            stop: string;
        };
        /**
         * WindowModel
         * @description Seconds after midnight of the plan day, both ends included; past midnight counts on.
         */
        WindowModel: {
            /** Closes S */
            closes_s: number;
            /** Opens S */
            opens_s: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
