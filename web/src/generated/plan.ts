// Written by `npm run types`; changes belong into the schema it is made from.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * CostModel
         * @description What a route or plan costs, in minor units of the currency.
         */
        CostModel: {
            /** Distance Cents */
            distance_cents: number;
            /** Fixed Cents */
            fixed_cents: number;
            /** Penalty Cents */
            penalty_cents: number;
            /** Time Cents */
            time_cents: number;
            /** Total Cents */
            total_cents: number;
        };
        /**
         * DepotModel
         * @description A place where vehicles start or end.
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
             * @default {
             *       "opens_s": 0,
             *       "closes_s": 604800
             *     }
             */
            window: components["schemas"]["WindowModel"];
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
         * MatrixModel
         * @description One profile's travel: slices of the day, or the name of an .npz file in the same folder.
         */
        MatrixModel: {
            /**
             * File
             * @default
             */
            file: string;
            /** Slices */
            slices: components["schemas"]["SliceModel"][];
        } & (unknown | unknown);
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
         * A day's plan
         * @description One day's plan with the problem it answers, version 1.
         */
        PlanModel: {
            /** Attribution */
            attribution: string;
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
             * Currency
             * @default EUR
             */
            currency: string;
            /** Depots */
            depots: components["schemas"]["DepotModel"][];
            /** Dimensions */
            dimensions: string[];
            /**
             * Format
             * @constant
             */
            format: "roundsman-problem-1";
            /** Notes */
            notes: string[];
            /** Pairs */
            pairs: components["schemas"]["PairModel"][];
            /** Places */
            places: components["schemas"]["PlaceModel"][];
            /** Stops */
            stops: components["schemas"]["StopModel"][];
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
            code: "load-above-every-vehicle" | "no-vehicle-has-skills" | "unreachable" | "window-outside-every-shift" | "route-too-long" | "route-too-far" | "route-too-many-stops" | "no-capacity-left" | "no-time-left" | "dearer-than-penalty" | "partner-unserved" | "no-vehicle" | "not-found-in-time";
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
         *     which: the number of the window or dimension, from 0. stop: whose window or penalty, "" for vehicles.
         */
        RelaxationModel: {
            /** Amount */
            amount: number;
            /**
             * Field
             * @enum {string}
             */
            field: "window-opens" | "window-closes" | "shift-opens" | "shift-closes" | "capacity" | "max-distance" | "max-duration" | "max-stops" | "skills" | "penalty";
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
         * RouteModel
         * @description One vehicle's round with all its times; geometry has one line per leg, or none at all.
         */
        RouteModel: {
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
            /** Start S */
            start_s: number;
            /** Vehicle */
            vehicle: string;
            /** Visits */
            visits: components["schemas"]["VisitModel"][];
            /** Waiting S */
            waiting_s: number;
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
             * Service S
             * @default 0
             */
            service_s: number;
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
         * @description The day in a few figures; written for readers, never read back.
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
         * UntimedRouteModel
         * @description A route edited by hand: stops in order, as bare ids or as visits; figures are computed anew.
         */
        UntimedRouteModel: {
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
            /** Capacity */
            capacity: number[];
            /**
             * Cost Fixed Cents
             * @default 0
             */
            cost_fixed_cents: number;
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
             * Max Duration S
             * @default null
             */
            max_duration_s: number | null;
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
             * @default {
             *       "opens_s": 0,
             *       "closes_s": 604800
             *     }
             */
            shift: components["schemas"]["WindowModel"];
            /** Skills */
            skills: string[];
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
