// Written by `npm run types`; changes belong into the schema it is made from.

export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a VROOM question
         * @description Answer a question as VROOM 1.15 behind vroom-express 0.12 does, with a reason for what is left out.
         *
         *     Without a street map times are estimated from straight lines; `notes` in the answer then say so.
         */
        post: operations["vroom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/errors/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain a kind of error
         * @description Return a page on the kind of error that a problem's `type` names.
         */
        get: operations["explain_error"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether VROOM questions are answered
         * @description Answer a tiny question and tell whether that worked, as vroom-express does.
         */
        get: operations["vroom_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether the server lives
         * @description Answer as long as the server answers anything.
         */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/optimization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a VROOM question
         * @description Answer a question as VROOM 1.15 behind vroom-express 0.12 does, with a reason for what is left out.
         *
         *     Without a street map times are estimated from straight lines; `notes` in the answer then say so.
         */
        post: operations["vroom_optimization"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether the server takes plans
         * @description Answer 200 as long as plans are taken, and worked on where this process does; 503 otherwise.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instances:solve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Solve a published instance
         * @description Solve the instance in a file of any published form, told apart by its content.
         */
        post: operations["solve_instance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List orders, newest first
         * @description Return one page of the orders that the database holds.
         */
        get: operations["list_orders"];
        put?: never;
        /**
         * Take one order or many
         * @description Keep all orders or, unless partial, none; the same again has no second effect.
         */
        post: operations["place_orders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An order and its events
         * @description Return an order as it is now; its ETag is needed to change it.
         */
        get: operations["get_order"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order_id}:cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an order
         * @description Cancel an order that is not on a vehicle yet; one that is cancelled stays so.
         */
        post: operations["cancel_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell what happened to an order
         * @description Move an order on by a step that may follow; the same event again has no second effect.
         */
        post: operations["add_order_event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List plans, newest first
         * @description Return one page of the plans that the database holds.
         */
        get: operations["list_plans"];
        put?: never;
        /**
         * Ask for a plan
         * @description Put a day in the queue and answer at once, or when it is planned if the caller prefers to wait.
         */
        post: operations["create_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans:check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a day, or a plan, without planning
         * @description Tell whether a day could be planned, or which rules a plan breaks.
         *
         *     The body is a day (roundsman-day-1) or a plan (roundsman-plan-1) with its travel matrices inside. A body
         *     that cannot be read is a problem with every fault; a plan that breaks rules is an answer.
         */
        post: operations["check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at a plan
         * @description Tell how far a plan is, or hand out the finished plan in the format that the Accept header asks for.
         */
        get: operations["get_plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}:cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a plan with what it has
         * @description Ask a plan to end; it keeps the best plan so far. A plan that has ended stays as it is.
         */
        post: operations["cancel_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}:edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a plan by hand
         * @description Move, insert and remove stops; the new plan is a plan of its own, the one before stays as it is.
         *
         *     A plan that would break a rule is refused with every rule named.
         */
        post: operations["edit_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}:reoptimise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Plan on from a plan
         * @description Search on from a plan, with what must stay; the new plan is a plan of its own and never a worse one.
         */
        post: operations["reoptimise_plan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}/{name}.npz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A travel matrix that plan.json names
         * @description Hand out a travel matrix in numpy's format, to lie beside plan.json.
         */
        get: operations["plan_matrix"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}/best": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The best plan so far, without travel matrices
         * @description Hand out the best plan while the search goes on, and the finished plan after it.
         */
        get: operations["best_plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare a plan with an earlier one of the same day
         * @description Tell what the plan has that the earlier one has not, and the other way round.
         */
        get: operations["plan_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a plan as it comes along
         * @description Tell every change as an event `progress`, the last one as `end`; each holds what a poll would tell.
         *
         *     Events are numbered; with the header Last-Event-ID only those after that number follow. Comments keep the
         *     connection alive while nothing happens. The numbers hold across a restart of the server.
         */
        get: operations["follow_plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}/gpx.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One GPX file for each vehicle
         * @description Handed out once the plan has ended, with the best so far if it ended early.
         */
        get: operations["plan_gpx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}/gpx/{vehicle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One vehicle's route as GPX
         * @description Hand out one vehicle's route for a navigation device.
         */
        get: operations["vehicle_gpx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}/manifest.html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The printable list of every vehicle's stops
         * @description Handed out once the plan has ended, with the best so far if it ended early.
         */
        get: operations["plan_manifest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}/map.html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A self-contained page with map and timeline
         * @description Hand out the plan as one file that draws itself without any server.
         */
        get: operations["plan_map"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}/plan.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every visit as a row of a table
         * @description Handed out once the plan has ended, with the best so far if it ended early.
         */
        get: operations["plan_visits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}/plan.geojson": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Routes, stops and depots as GeoJSON
         * @description Handed out once the plan has ended, with the best so far if it ended early.
         */
        get: operations["plan_geojson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}/plan.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The plan as JSON; larger travel matrices lie beside it
         * @description Hand out the plan's own file: what `roundsman check` reads.
         */
        get: operations["plan_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}/streets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The streets behind the routes, by class, as encoded lines
         * @description Hand out the streets around the plan; no classes where its travel source knows no streets.
         */
        get: operations["plan_streets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}/unserved.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every stop left out as a row of a table, with its reason
         * @description Handed out once the plan has ended, with the best so far if it ended early.
         */
        get: operations["plan_unserved"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{plan_id}/view.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The plan as JSON without travel matrices, to be drawn
         * @description Handed out once the plan has ended, with the best so far if it ended early.
         */
        get: operations["view_plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask what can be promised for a cart
         * @description Tell every option of every mode for the next days: price, window, CO2, cut-off, or why it is none.
         *
         *     Scheduled slots are offered where the stop fits into the tentative plan of the day. The server must have
         *     been given delivery modes: `roundsman serve --modes FOLDER --tentative PLAN`.
         */
        post: operations["quote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is there of some SKUs
         * @description Return on hand, reserved, inbound and available to promise, by SKU and warehouse.
         */
        get: operations["get_stock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/reservations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold units: every line or none
         * @description Promise units for a time, or for good; what stands against it is told line by line.
         */
        post: operations["reserve_stock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/reservations/{reservation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A reservation as it is now
         * @description Return a reservation; a hold that is over is expired.
         */
        get: operations["get_reservation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/reservations/{reservation_id}:confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn a hold into a promise
         * @description Confirm a hold; one that is confirmed stays so.
         */
        post: operations["confirm_reservation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/reservations/{reservation_id}:release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give back what is held or promised
         * @description Release a reservation; one that is released stays so.
         */
        post: operations["release_reservation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock/reservations/{reservation_id}:ship": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a reservation leave its warehouses
         * @description Write the moves by which it leaves, the earliest to expire first.
         */
        post: operations["ship_reservation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/vroom/optimization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a VROOM question
         * @description Answer a question as VROOM 1.15 behind vroom-express 0.12 does, with a reason for what is left out.
         *
         *     Without a street map times are estimated from straight lines; `notes` in the answer then say so.
         */
        post: operations["vroom_under_prefix"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * ActionIn
         * @description What a job and the two ends of a shipment share.
         *
         *     time_windows: when setup and service may start. setup is skipped where the vehicle is there already.
         */
        ActionIn: {
            /**
             * Description
             * @default
             */
            description: string;
            /** Id */
            id: number;
            /**
             * Location
             * @default null
             */
            location: number[] | null;
            /**
             * Location Index
             * @default null
             */
            location_index: number | null;
            /**
             * Service
             * @default 0
             */
            service: number;
            /** Service Per Type */
            service_per_type?: {
                [key: string]: number;
            };
            /**
             * Setup
             * @default 0
             */
            setup: number;
            /** Setup Per Type */
            setup_per_type?: {
                [key: string]: number;
            };
            /**
             * Time Windows
             * @default null
             */
            time_windows: number[][] | null;
        };
        /**
         * Blame
         * @description Whose doing it was that an attempt failed or an order came back.
         * @enum {string}
         */
        Blame: "carrier" | "shipper" | "consignee" | "external";
        /**
         * BreakIn
         * @description A pause that a driving vehicle takes; without windows at any time.
         */
        BreakIn: {
            /**
             * Description
             * @default
             */
            description: string;
            /** Id */
            id: number;
            /**
             * Max Load
             * @default null
             */
            max_load: number[] | null;
            /**
             * Service
             * @default 0
             */
            service: number;
            /**
             * Time Windows
             * @default null
             */
            time_windows: number[][] | null;
        };
        /**
         * BudgetIn
         * @description When the search stops: at whichever comes first.
         *
         *     seconds: wall clock of the search. iterations: plans looked at by each thread. no_improvement: plans
         *     looked at by each thread since the last better one.
         */
        BudgetIn: {
            /**
             * Iterations
             * @default null
             */
            iterations: number | null;
            /**
             * No Improvement
             * @default null
             */
            no_improvement: number | null;
            /**
             * Seconds
             * @default 20
             */
            seconds: number;
        };
        /**
         * BudgetOut
         * @description When the search stops.
         */
        BudgetOut: {
            /** Iterations */
            iterations: number | null;
            /** No Improvement */
            no_improvement: number | null;
            /** Seconds */
            seconds: number | null;
        };
        /**
         * CartModel
         * @description What somebody may buy, where it would have to go, and the currency in which prices are asked for.
         */
        CartModel: {
            /**
             * Address
             * @default
             */
            address: string;
            /** Currency */
            currency: string;
            /** Lines */
            lines: components["schemas"]["LineModel"][];
            place: components["schemas"]["PointModel"];
        };
        /**
         * ChangesOut
         * @description What differs between two plans of a day; differences are later less earlier.
         */
        ChangesOut: {
            /** Cost Cents */
            cost_cents: number;
            /** Delays */
            delays: components["schemas"]["DelayOut"][];
            /** Distance M */
            distance_m: number;
            /** Duration S */
            duration_s: number;
            /** Left Out */
            left_out: string[];
            /** Moved */
            moved: components["schemas"]["MoveOut"][];
            /** Routes */
            routes: components["schemas"]["RouteChangeOut"][];
            /** Served */
            served: string[];
        };
        /**
         * CheckOut
         * @description What was checked, and every rule it breaks; `retimed` names vehicles whose times were worked out.
         */
        CheckOut: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "day" | "plan";
            /** Notes */
            notes: string[];
            /** Ok */
            ok: boolean;
            /** Retimed */
            retimed: string[];
            /** Stops */
            stops: number;
            /** Vehicles */
            vehicles: number;
            /** Violations */
            violations: components["schemas"]["ViolationOut"][];
        };
        /**
         * CostsIn
         * @description What a vehicle costs: once, by the hour on the way, by the hour at work, by the kilometre.
         */
        CostsIn: {
            /**
             * Fixed
             * @default 0
             */
            fixed: number;
            /**
             * Per Hour
             * @default 3600
             */
            per_hour: number;
            /**
             * Per Km
             * @default 0
             */
            per_km: number;
            /**
             * Per Task Hour
             * @default 0
             */
            per_task_hour: number;
        };
        /**
         * DayBreakModel
         * @description A pause that must be taken; max_load is the most on board during it, by dimension.
         */
        DayBreakModel: {
            /**
             * Duration S
             * @default 0
             */
            duration_s: number;
            /** Id */
            id: string;
            /**
             * Max Load
             * @description An amount by dimension: weight_g, volume_ml, parcels, or a name of your own.
             */
            max_load?: {
                [key: string]: number;
            };
            /** Windows */
            windows: components["schemas"]["WindowModel"][];
        };
        /**
         * DayDepotModel
         * @description A place where vehicles start, reload or end; throughput limits what is taken out of it.
         */
        DayDepotModel: {
            /**
             * Address
             * @default
             */
            address: string;
            /** Id */
            id: string;
            /**
             * Name
             * @default
             */
            name: string;
            place: components["schemas"]["PointModel"];
            /**
             * Reload Service S
             * @default 0
             */
            reload_service_s: number;
            /**
             * Throughput
             * @description An amount by dimension: weight_g, volume_ml, parcels, or a name of your own.
             */
            throughput?: {
                [key: string]: number;
            };
            /**
             * @default {
             *       "opens_s": 0,
             *       "closes_s": 604800
             *     }
             */
            window: components["schemas"]["WindowModel"];
        };
        /**
         * DayModel
         * @description A day to be planned, version 1.
         */
        DayModel: {
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
            depots?: components["schemas"]["DayDepotModel"][];
            /** Dimensions */
            dimensions?: string[];
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
            format: "roundsman-day-1";
            /** Groups */
            groups?: components["schemas"]["GroupModel"][];
            /** Locks */
            locks?: components["schemas"]["LockModel"][];
            /** Notes */
            notes?: string[];
            /** Orders */
            orders: components["schemas"]["OrderModel"][];
            /** Pairs */
            pairs?: components["schemas"]["DayPairModel"][];
            /** Vehicles */
            vehicles: components["schemas"]["DayVehicleModel"][];
        };
        /**
         * DayPairModel
         * @description A load carried from one order to another by the same vehicle; its orders need no load of their own.
         */
        DayPairModel: {
            /** Delivery */
            delivery: string;
            /**
             * Load
             * @description An amount by dimension: weight_g, volume_ml, parcels, or a name of your own.
             */
            load?: {
                [key: string]: number;
            };
            /** Pickup */
            pickup: string;
        };
        /**
         * DayVehicleModel
         * @description One vehicle; a dimension that its capacity does not name has no limit.
         */
        DayVehicleModel: {
            /** Breaks */
            breaks?: components["schemas"]["DayBreakModel"][];
            /**
             * Capacity
             * @description An amount by dimension: weight_g, volume_ml, parcels, or a name of your own.
             */
            capacity?: {
                [key: string]: number;
            };
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
            reloads?: string[];
            /**
             * @default {
             *       "opens_s": 0,
             *       "closes_s": 604800
             *     }
             */
            shift: components["schemas"]["WindowModel"];
            /** Skills */
            skills?: string[];
            /**
             * Speed Percent
             * @default 100
             */
            speed_percent: number;
            /** Start */
            start: string | null;
        };
        /**
         * DelayOut
         * @description A stop where work begins later, or earlier where the delay is below 0.
         */
        DelayOut: {
            /** Delay S */
            delay_s: number;
            /** Stop */
            stop: string;
        };
        /**
         * EditedOut
         * @description The new plan, null where nothing was to be kept, and what differs from the one before.
         */
        EditedOut: {
            changes: components["schemas"]["ChangesOut"];
            plan: components["schemas"]["PlanOut"] | null;
        };
        /**
         * EditIn
         * @description One change of a plan.
         *
         *     kind: move a stop that is served, insert one that is left out, or remove one; its pair goes with it.
         *     vehicle: where it goes; where it costs least if left out. after: the stop that it follows there, an empty
         *     text for the beginning of the route; the cheapest place that breaks no rule if left out.
         */
        EditIn: {
            /**
             * After
             * @default null
             */
            after: string | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "move" | "insert" | "remove";
            /** Stop */
            stop: string;
            /**
             * Vehicle
             * @default null
             */
            vehicle: string | null;
        };
        /**
         * EditsIn
         * @description Changes of a plan, one after the other; dry_run keeps nothing and only tells what would change.
         */
        EditsIn: {
            /**
             * Dry Run
             * @default false
             */
            dry_run: boolean;
            /** Edits */
            edits: components["schemas"]["EditIn"][];
        };
        /**
         * FailureOut
         * @description Why there is no finished plan; `type` is the address of a page that explains it.
         */
        FailureOut: {
            /** Action */
            action: string;
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /** Errors */
            errors: components["schemas"]["FaultOut"][];
            /** Type */
            type: string;
        };
        /**
         * FaultOut
         * @description One thing wrong: where, what was found, what would be right.
         *
         *     pointer: JSON pointer (RFC 6901) into the body, where the fault lies there.
         */
        FaultOut: {
            /** Expected */
            expected: string;
            /** Field */
            field: string;
            /** Pointer */
            pointer?: string | null;
            /** Value */
            value: string;
            /** Where */
            where: string;
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
         * HealthOut
         * @description How the server is.
         */
        HealthOut: {
            /**
             * Status
             * @enum {string}
             */
            status: "alive" | "ready";
        };
        /**
         * InstanceIn
         * @description The text of a file, and how it is solved.
         *
         *     distances: how they become whole numbers; objective: least distance, or fewest vehicles first. seconds: of
         *     the search, as many as the server lets a caller wait at most. threads: one for each of the server's cores
         *     where it is left out.
         */
        InstanceIn: {
            /**
             * Distances
             * @default round
             * @enum {string}
             */
            distances: "round" | "dimacs" | "exact";
            /**
             * Name
             * @default instance
             */
            name: string;
            /**
             * Objective
             * @default distance
             * @enum {string}
             */
            objective: "distance" | "vehicles";
            /**
             * Seconds
             * @default 5
             */
            seconds: number;
            /**
             * Seed
             * @default 0
             */
            seed: number;
            /** Text */
            text: string;
            /**
             * Threads
             * @default null
             */
            threads: number | null;
        };
        /**
         * InstanceOut
         * @description Routes of locations counted from 0 in file order; cost in the convention asked for.
         *
         *     vehicles: of each route, its number from 0. complete: whether all that must be visited are;
         *     unserved: which are left out.
         */
        InstanceOut: {
            /** Complete */
            complete: boolean;
            /** Cost */
            cost: number;
            /**
             * Distances
             * @enum {string}
             */
            distances: "round" | "dimacs" | "exact";
            /** Instance */
            instance: string;
            /**
             * Objective
             * @enum {string}
             */
            objective: "distance" | "vehicles";
            /** Routes */
            routes: number[][];
            /** Seconds */
            seconds: number;
            /** Unserved */
            unserved: number[];
            /** Vehicles */
            vehicles: number[];
        };
        /**
         * JobIn
         * @description One visit; `amount` is the older name of `delivery`, and means nothing beside delivery or pickup.
         */
        JobIn: {
            /**
             * Amount
             * @default null
             */
            amount: number[] | null;
            /**
             * Delivery
             * @default null
             */
            delivery: number[] | null;
            /**
             * Description
             * @default
             */
            description: string;
            /** Id */
            id: number;
            /**
             * Location
             * @default null
             */
            location: number[] | null;
            /**
             * Location Index
             * @default null
             */
            location_index: number | null;
            /**
             * Pickup
             * @default null
             */
            pickup: number[] | null;
            /**
             * Priority
             * @default 0
             */
            priority: number;
            /**
             * Service
             * @default 0
             */
            service: number;
            /** Service Per Type */
            service_per_type?: {
                [key: string]: number;
            };
            /**
             * Setup
             * @default 0
             */
            setup: number;
            /** Setup Per Type */
            setup_per_type?: {
                [key: string]: number;
            };
            /** Skills */
            skills?: number[];
            /**
             * Time Windows
             * @default null
             */
            time_windows: number[][] | null;
        };
        /**
         * KeptOrderOut
         * @description An order as it is now; revision is its ETag.
         */
        KeptOrderOut: {
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /** Id */
            id: string;
            /**
             * Order
             * @description As it was sold, with its weight and volume.
             */
            order: {
                [key: string]: unknown;
            };
            /** Revision */
            revision: number;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Source */
            source: string;
            state: components["schemas"]["State"];
        };
        /**
         * KeptOrdersOut
         * @description One page of orders, the newest first.
         */
        KeptOrdersOut: {
            /** Next Page Token */
            next_page_token: string | null;
            /** Orders */
            orders: components["schemas"]["KeptOrderOut"][];
        };
        /**
         * LineModel
         * @description So many pieces of one SKU; weight, volume and size are those of one piece.
         */
        LineModel: {
            /** Quantity */
            quantity: number;
            /**
             * Size Mm
             * @default null
             */
            size_mm: number[] | null;
            /** Sku */
            sku: string;
            /** @default ambient */
            temperature: components["schemas"]["Temperature"];
            /**
             * Volume Ml
             * @default 0
             */
            volume_ml: number;
            /**
             * Weight G
             * @default 0
             */
            weight_g: number;
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
         * MatricesIn
         * @description What is given of travel for one profile: rows are from, columns are to.
         */
        MatricesIn: {
            /**
             * Costs
             * @default null
             */
            costs: number[][] | null;
            /**
             * Distances
             * @default null
             */
            distances: number[][] | null;
            /**
             * Durations
             * @default null
             */
            durations: number[][] | null;
        };
        /**
         * Mode
         * @description How goods come to the customer.
         * @enum {string}
         */
        Mode: "scheduled" | "pickup" | "locker";
        /**
         * MoveOut
         * @description A stop that another vehicle serves.
         */
        MoveOut: {
            /** Now */
            now: string;
            /** Stop */
            stop: string;
            /** Was */
            was: string;
        };
        /**
         * OptionOut
         * @description One way to bring the cart on one day.
         *
         *     at: area, shop or bank of lockers. opens, closes: when it comes, or from when and until when it can be
         *     collected. price_cents: minor units of the quote's currency. cut_off_in_s: how long it can still be
         *     ordered. greener: a vehicle that drives anyway is near, or none has to drive. compartment: size of the
         *     locker's. substitutes: banks near a full one. shipments: from which warehouses it comes, where
         *     that is known. reason: why it is not offered.
         */
        OptionOut: {
            /** At */
            at: string;
            /** Closes */
            closes: string | null;
            /** Co2 G */
            co2_g: number | null;
            /** Compartment */
            compartment: string;
            /** Cut Off */
            cut_off: string | null;
            /** Cut Off In S */
            cut_off_in_s: number | null;
            /** Day */
            day: string | null;
            /** Greener */
            greener: boolean;
            /**
             * Mode
             * @enum {string}
             */
            mode: "scheduled" | "pickup" | "locker";
            /** Name */
            name: string;
            /** Offered */
            offered: boolean;
            /** Opens */
            opens: string | null;
            /** Price Cents */
            price_cents: number | null;
            reason: components["schemas"]["RefusalOut"] | null;
            /** Shipments */
            shipments: components["schemas"]["ShipmentOut"][];
            /** Substitutes */
            substitutes: string[];
        };
        /**
         * OptionsIn
         * @description How to answer: c plan mode, g drawn ways, l seconds at most, t threads, x effort from 0 to 5.
         */
        OptionsIn: {
            /**
             * C
             * @default false
             */
            c: unknown;
            /**
             * G
             * @default false
             */
            g: unknown;
            /**
             * L
             * @default null
             */
            l: unknown;
            /**
             * T
             * @default null
             */
            t: unknown;
            /**
             * X
             * @default null
             */
            x: unknown;
        };
        /**
         * OrderCancelIn
         * @description Why an order is cancelled.
         */
        OrderCancelIn: {
            /** Reason */
            reason: string;
        };
        /**
         * OrderCustomerIn
         * @description Who awaits the goods.
         */
        OrderCustomerIn: {
            /**
             * Email
             * @default
             */
            email: string;
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Phone
             * @default
             */
            phone: string;
        };
        /**
         * OrderEventIn
         * @description One step; the same id with the same content again has no second effect.
         */
        OrderEventIn: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            blame?: components["schemas"]["Blame"] | null;
            /** Id */
            id: string;
            /**
             * Place
             * @default
             */
            place: string;
            /**
             * Reason
             * @default
             */
            reason: string;
            state: components["schemas"]["State"];
        };
        /**
         * OrderEventOut
         * @description One step of an order.
         */
        OrderEventOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            blame: components["schemas"]["Blame"] | null;
            /** Id */
            id: string;
            /** Place */
            place: string;
            /** Reason */
            reason: string;
            state: components["schemas"]["State"];
        };
        /**
         * OrderFaultOut
         * @description What is wrong with an order that is not kept.
         */
        OrderFaultOut: {
            /** Expected */
            expected: string;
            /** Field */
            field: string;
            /** Value */
            value: string;
            /** Where */
            where: string;
        };
        /**
         * OrderLineIn
         * @description So many pieces of a SKU; weight, volume and size (longest side first) are those of one piece.
         */
        OrderLineIn: {
            /** Quantity */
            quantity: number;
            /** Size Mm */
            size_mm?: number[] | null;
            /** Sku */
            sku: string;
            /** @default ambient */
            temperature: components["schemas"]["Temperature"];
            /**
             * Volume Ml
             * @default 0
             */
            volume_ml: number;
            /**
             * Weight G
             * @default 0
             */
            weight_g: number;
        };
        /**
         * OrderModel
         * @description One visit: `delivery` is brought from the vehicle's start, `pickup` carried on to its end.
         */
        OrderModel: {
            /**
             * Address
             * @default
             */
            address: string;
            /**
             * Backhaul
             * @default false
             */
            backhaul: boolean;
            /**
             * Delivery
             * @description An amount by dimension: weight_g, volume_ml, parcels, or a name of your own.
             */
            delivery?: {
                [key: string]: number;
            };
            /**
             * Depot
             * @description The only depot its load may come from or go to; empty is any.
             * @default
             */
            depot: string;
            /** Id */
            id: string;
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
            /**
             * Pickup
             * @description An amount by dimension: weight_g, volume_ml, parcels, or a name of your own.
             */
            pickup?: {
                [key: string]: number;
            };
            place: components["schemas"]["PointModel"];
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
            service_by_kind_s?: {
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
            setup_by_kind_s?: {
                [key: string]: number;
            };
            /**
             * Setup S
             * @default 0
             */
            setup_s: number;
            /** Skills */
            skills?: string[];
            /** Windows */
            windows?: components["schemas"]["WindowModel"][];
        };
        /**
         * OrderOut
         * @description An order with all its events, the first one first.
         */
        OrderOut: {
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /** Events */
            events: components["schemas"]["OrderEventOut"][];
            /** Id */
            id: string;
            /**
             * Order
             * @description As it was sold, with its weight and volume.
             */
            order: {
                [key: string]: unknown;
            };
            /** Revision */
            revision: number;
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Source */
            source: string;
            state: components["schemas"]["State"];
        };
        /**
         * OrderPlaceIn
         * @description Where the goods go, in WGS 84 degrees.
         */
        OrderPlaceIn: {
            /** Lat */
            lat: number;
            /** Lon */
            lon: number;
        };
        /**
         * OrdersIn
         * @description One order or many of one source; all are kept or none, unless partial.
         *
         *     The same number of a source with the same content again has no second effect.
         */
        OrdersIn: {
            /** Orders */
            orders: components["schemas"]["SoldIn"][];
            /**
             * Partial
             * @default false
             */
            partial: boolean;
            /**
             * Source
             * @default api
             */
            source: string;
        };
        /**
         * OrderWindowIn
         * @description When the customer wants them: seconds after midnight of the day.
         */
        OrderWindowIn: {
            /** Closes S */
            closes_s: number;
            /** Opens S */
            opens_s: number;
        };
        /**
         * PlacedOut
         * @description What became of the orders.
         *
         *     new: how many were not there before. faults: of those left out, with partial.
         */
        PlacedOut: {
            /** Faults */
            faults: components["schemas"]["OrderFaultOut"][];
            /** New */
            new: number;
            /** Orders */
            orders: components["schemas"]["KeptOrderOut"][];
        };
        /**
         * PlanIn
         * @description A day to be planned, and how.
         *
         *     on: the day planned for, such as 2026-11-23; today where it is left out. threads: of the search, one for
         *     each of the server's cores where it is left out. solver: kernel, our own, knows every rule; ortools is
         *     there to compare with. travel: name of a travel source; the server's first where it is left out.
         */
        PlanIn: {
            /**
             * @default {
             *       "seconds": 20,
             *       "iterations": null,
             *       "no_improvement": null
             *     }
             */
            budget: components["schemas"]["BudgetIn"];
            day: components["schemas"]["DayModel"];
            /**
             * On
             * @default null
             */
            on: string | null;
            /**
             * Seed
             * @default 0
             */
            seed: number;
            /**
             * Solver
             * @default kernel
             * @enum {string}
             */
            solver: "kernel" | "ortools";
            /**
             * Threads
             * @default null
             */
            threads: number | null;
            /**
             * Travel
             * @default null
             */
            travel: string | null;
        };
        /**
         * PlanLinks
         * @description Addresses of what there is now; null for what there is not, or not yet.
         */
        PlanLinks: {
            /** Best */
            best?: string | null;
            /** Cancel */
            cancel?: string | null;
            /** Events */
            events: string;
            /** Geojson */
            geojson?: string | null;
            /** Gpx */
            gpx?: string | null;
            /** Manifest */
            manifest?: string | null;
            /** Map */
            map?: string | null;
            /** Plan */
            plan?: string | null;
            /** Self */
            self: string;
            /** Streets */
            streets?: string | null;
            /** Unserved */
            unserved?: string | null;
            /** View */
            view?: string | null;
            /** Visits */
            visits?: string | null;
        };
        /**
         * PlanOut
         * @description The making of one plan; polls and events tell the same.
         *
         *     revises: the plan that this one was made from, by hand or by searching on.
         *     state: queued, then running, then done, failed or cancelled. A failed or cancelled plan may have links to
         *     the best plan that was found.
         */
        PlanOut: {
            budget: components["schemas"]["BudgetOut"];
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /** Currency */
            currency: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Ended */
            ended: string | null;
            failure: components["schemas"]["FailureOut"] | null;
            /** Id */
            id: string;
            links: components["schemas"]["PlanLinks"];
            progress: components["schemas"]["ProgressOut"];
            /** Revises */
            revises: string | null;
            /** Seed */
            seed: number;
            /** Started */
            started: string | null;
            /**
             * State
             * @enum {string}
             */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            /** Stops */
            stops: number;
            /** Threads */
            threads: number;
            /** Travel */
            travel: string;
            /** Vehicles */
            vehicles: number;
        };
        /**
         * PlansOut
         * @description One page of plans, newest first; null as token says that this is the last page.
         */
        PlansOut: {
            /** Next Page Token */
            next_page_token: string | null;
            /** Plans */
            plans: components["schemas"]["PlanOut"][];
        };
        /**
         * PointModel
         * @description A point in WGS 84 degrees, longitude first.
         */
        PointModel: {
            /** Lat */
            lat: number;
            /** Lon */
            lon: number;
        };
        /**
         * ProblemOut
         * @description A problem as of RFC 9457; `type` is the address of a page that explains it.
         *
         *     trace_id: names this occurrence in the server's log; given where the fault is the server's.
         */
        ProblemOut: {
            /** Action */
            action: string;
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /** Errors */
            errors: components["schemas"]["FaultOut"][];
            /** Status */
            status: number;
            /** Title */
            title: string;
            /**
             * Trace Id
             * @default null
             */
            trace_id: string | null;
            /**
             * Type
             * @example /errors/not-found
             */
            type: string;
        };
        /**
         * ProgressOut
         * @description How far the search is; money and counts are those of the best plan so far, null until there is one.
         */
        ProgressOut: {
            /** Cost Cents */
            cost_cents: number | null;
            /** Iterations */
            iterations: number;
            /** Phase */
            phase: string;
            /** Routes */
            routes: number | null;
            /** Seconds */
            seconds: number;
            /** Unserved */
            unserved: number | null;
        };
        /**
         * QuoteOut
         * @description All options of the next days, at the moment `at`; notes are for whoever runs the shop.
         */
        QuoteOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Currency */
            currency: string;
            /** Notes */
            notes: string[];
            /** Options */
            options: components["schemas"]["OptionOut"][];
        };
        /**
         * RefusalOut
         * @description Why an option is not possible: a code that stays, and a sentence for people.
         */
        RefusalOut: {
            /** Code */
            code: string;
            /** Text */
            text: string;
        };
        /**
         * ReoptimiseIn
         * @description How a plan is planned on.
         *
         *     keep: nothing, or vehicles: every stop that is served stays on its vehicle, in whatever order. locks: what
         *     must stay besides. What the plan was locked to before stays as well.
         */
        ReoptimiseIn: {
            /**
             * @default {
             *       "seconds": 20,
             *       "iterations": null,
             *       "no_improvement": null
             *     }
             */
            budget: components["schemas"]["BudgetIn"];
            /**
             * Keep
             * @default nothing
             * @enum {string}
             */
            keep: "nothing" | "vehicles";
            /** Locks */
            locks?: components["schemas"]["LockModel"][];
            /**
             * Seed
             * @default 0
             */
            seed: number;
            /**
             * Solver
             * @default kernel
             * @enum {string}
             */
            solver: "kernel" | "ortools";
            /**
             * Threads
             * @default null
             */
            threads: number | null;
        };
        /**
         * ReservationIn
         * @description What is to be held; the same id with the same lines again has no second effect.
         *
         *     hold_s: seconds until it ends by itself; 0 promises it for good.
         */
        ReservationIn: {
            /**
             * Hold S
             * @default 900
             */
            hold_s: number;
            /**
             * Id
             * @example O-1001
             */
            id: string;
            /** Lines */
            lines: components["schemas"]["StockLineIn"][];
        };
        /**
         * ReservationOut
         * @description A reservation as it is now.
         */
        ReservationOut: {
            /** Held Until */
            held_until: string | null;
            /** Id */
            id: string;
            /** Lines */
            lines: components["schemas"]["StockLineIn"][];
            /**
             * State
             * @enum {string}
             */
            state: "held" | "confirmed" | "shipped" | "released" | "expired";
        };
        /**
         * ReservedOut
         * @description The reservation, or null and what stands against it.
         *
         *     again: whether it was there already.
         */
        ReservedOut: {
            /** Again */
            again: boolean;
            reservation: components["schemas"]["ReservationOut"] | null;
            /** Shortages */
            shortages: components["schemas"]["ShortageOut"][];
        };
        /**
         * RouteChangeOut
         * @description One vehicle's route before and after; differences are later less earlier.
         */
        RouteChangeOut: {
            /** After */
            after: string[];
            /** Before */
            before: string[];
            /** Cost Cents */
            cost_cents: number;
            /** Distance M */
            distance_m: number;
            /** Duration S */
            duration_s: number;
            /** Vehicle */
            vehicle: string;
        };
        /**
         * ShelfOut
         * @description One SKU in one warehouse; available: what may still be promised for the day asked about.
         */
        ShelfOut: {
            /** Available */
            available: number;
            /** Inbound */
            inbound: number;
            /** On Hand */
            on_hand: number;
            /** Reserved */
            reserved: number;
            /** Short */
            short: number;
            /** Sku */
            sku: string;
            /** Warehouse */
            warehouse: string;
            /** Withheld */
            withheld: number;
        };
        /**
         * ShipmentIn
         * @description A load fetched at one place and brought to another by the same vehicle.
         */
        ShipmentIn: {
            /**
             * Amount
             * @default null
             */
            amount: number[] | null;
            delivery: components["schemas"]["ActionIn"];
            pickup: components["schemas"]["ActionIn"];
            /**
             * Priority
             * @default 0
             */
            priority: number;
            /** Skills */
            skills?: number[];
        };
        /**
         * ShipmentOut
         * @description What one warehouse or shop sends: pieces by SKU.
         */
        ShipmentOut: {
            /** Pieces */
            pieces: {
                [key: string]: number;
            };
            /** Warehouse */
            warehouse: string;
        };
        /**
         * ShortageOut
         * @description A line that cannot be promised, and how many units of it could be.
         */
        ShortageOut: {
            /** Available */
            available: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Quantity */
            quantity: number;
            /** Sku */
            sku: string;
            /** Warehouse */
            warehouse: string;
        };
        /**
         * SoldIn
         * @description One order as a shop sold it; id is the shop's own number.
         */
        SoldIn: {
            /**
             * Address
             * @default
             */
            address: string;
            /**
             * At
             * @default
             */
            at: string;
            /**
             * @default {
             *       "name": "",
             *       "email": "",
             *       "phone": ""
             *     }
             */
            customer: components["schemas"]["OrderCustomerIn"];
            /** Day */
            day?: string | null;
            /** Id */
            id: string;
            /** Lines */
            lines: components["schemas"]["OrderLineIn"][];
            mode?: components["schemas"]["Mode"] | null;
            place?: components["schemas"]["OrderPlaceIn"] | null;
            window?: components["schemas"]["OrderWindowIn"] | null;
        };
        /**
         * State
         * @description Where an order is in its life.
         * @enum {string}
         */
        State: "received" | "promised" | "allocated" | "picked" | "loaded" | "out-for-delivery" | "delivered" | "attempt-failed" | "ready-for-pickup" | "collected" | "returned" | "cancelled";
        /**
         * StepIn
         * @description One step of a route that is given; plan mode heeds when its service must start.
         */
        StepIn: {
            /**
             * Id
             * @default null
             */
            id: number | null;
            /**
             * Service After
             * @default null
             */
            service_after: number | null;
            /**
             * Service At
             * @default null
             */
            service_at: number | null;
            /**
             * Service Before
             * @default null
             */
            service_before: number | null;
            /**
             * Type
             * @enum {string}
             */
            type: "start" | "job" | "pickup" | "delivery" | "break" | "end";
        };
        /**
         * StockLineIn
         * @description Units of a SKU that leave a warehouse on a day.
         */
        StockLineIn: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Quantity */
            quantity: number;
            /** Sku */
            sku: string;
            /** Warehouse */
            warehouse: string;
        };
        /**
         * StockOut
         * @description What is there of the SKUs asked about; those that nothing is known of are left out.
         */
        StockOut: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Shelves */
            shelves: components["schemas"]["ShelfOut"][];
        };
        /**
         * Temperature
         * @description How cold goods are kept on their way.
         * @enum {string}
         */
        Temperature: "ambient" | "chilled" | "frozen";
        /**
         * VehicleIn
         * @description One vehicle; it has a start, an end or both.
         */
        VehicleIn: {
            /** Breaks */
            breaks?: components["schemas"]["BreakIn"][];
            /** Capacity */
            capacity?: number[];
            /**
             * @default {
             *       "fixed": 0,
             *       "per_hour": 3600,
             *       "per_task_hour": 0,
             *       "per_km": 0
             *     }
             */
            costs: components["schemas"]["CostsIn"];
            /**
             * Description
             * @default
             */
            description: string;
            /**
             * End
             * @default null
             */
            end: number[] | null;
            /**
             * End Index
             * @default null
             */
            end_index: number | null;
            /** Id */
            id: number;
            /**
             * Max Distance
             * @default null
             */
            max_distance: number | null;
            /**
             * Max Tasks
             * @default null
             */
            max_tasks: number | null;
            /**
             * Max Travel Time
             * @default null
             */
            max_travel_time: number | null;
            /**
             * Profile
             * @default car
             */
            profile: string;
            /** Skills */
            skills?: number[];
            /**
             * Speed Factor
             * @default 1
             */
            speed_factor: number;
            /**
             * Start
             * @default null
             */
            start: number[] | null;
            /**
             * Start Index
             * @default null
             */
            start_index: number | null;
            /** Steps */
            steps?: components["schemas"]["StepIn"][];
            /**
             * Time Window
             * @default null
             */
            time_window: number[] | null;
            /**
             * Type
             * @default
             */
            type: string;
        };
        /**
         * ViolationOut
         * @description A rule that a plan breaks, where, and by how much in the rule's unit.
         */
        ViolationOut: {
            /** Amount */
            amount: number;
            /** Rule */
            rule: string;
            /** Stop */
            stop: string | null;
            /** Text */
            text: string;
            /** Vehicle */
            vehicle: string | null;
        };
        /**
         * VroomErrorOut
         * @description A refusal: 1 internal, 2 the question, 3 routing, 4 too large; `faults` name all that is wrong.
         */
        VroomErrorOut: {
            /**
             * Code
             * @enum {integer}
             */
            code: 1 | 2 | 3 | 4;
            /** Error */
            error: string;
            /**
             * Faults
             * @default null
             */
            faults: components["schemas"]["FaultOut"][] | null;
            /**
             * Trace Id
             * @default null
             */
            trace_id: string | null;
        };
        /**
         * VroomIn
         * @description A whole question; it needs vehicles, and jobs or shipments.
         */
        VroomIn: {
            /** Jobs */
            jobs?: components["schemas"]["JobIn"][];
            /** Matrices */
            matrices?: {
                [key: string]: components["schemas"]["MatricesIn"];
            };
            /**
             * Matrix
             * @deprecated
             * @default null
             */
            matrix: number[][] | null;
            /**
             * @default {
             *       "c": false,
             *       "g": false,
             *       "l": null,
             *       "t": null,
             *       "x": null
             *     }
             */
            options: components["schemas"]["OptionsIn"];
            /** Shipments */
            shipments?: components["schemas"]["ShipmentIn"][];
            /** Vehicles */
            vehicles: components["schemas"]["VehicleIn"][];
        };
        /**
         * VroomOut
         * @description An answer; `notes` say what whoever reads it must know, such as that travel was only estimated.
         */
        VroomOut: {
            /**
             * Code
             * @constant
             */
            code: 0;
            /** Notes */
            notes?: string[] | null;
            /** Routes */
            routes: components["schemas"]["VroomRouteOut"][];
            summary: components["schemas"]["VroomSummaryOut"];
            /** Unassigned */
            unassigned: components["schemas"]["VroomUnassignedOut"][];
        };
        /**
         * VroomReasonOut
         * @description Why a task is left out, and the smallest change found that would let it in.
         */
        VroomReasonOut: {
            /** Code */
            code: string;
            /** Relaxation */
            relaxation?: string | null;
            /** Text */
            text: string;
            /** Vehicle */
            vehicle?: string | null;
        };
        /**
         * VroomRouteOut
         * @description The route of one vehicle; `geometry` is an encoded polyline of five digits.
         */
        VroomRouteOut: {
            /** Amount */
            amount?: number[] | null;
            /** Cost */
            cost: number;
            /** Delivery */
            delivery?: number[] | null;
            /** Description */
            description?: string | null;
            /** Distance */
            distance?: number | null;
            /** Duration */
            duration: number;
            /** Geometry */
            geometry?: string | null;
            /** Pickup */
            pickup?: number[] | null;
            /** Priority */
            priority: number;
            /** Service */
            service: number;
            /** Setup */
            setup: number;
            /** Steps */
            steps: components["schemas"]["VroomStepOut"][];
            /** Vehicle */
            vehicle: number;
            /** Violations */
            violations: components["schemas"]["VroomViolationOut"][];
            /** Waiting Time */
            waiting_time: number;
        };
        /**
         * VroomStepOut
         * @description One step of a route; `duration` and `distance` are driven since the start.
         */
        VroomStepOut: {
            /** Arrival */
            arrival: number;
            /** Description */
            description?: string | null;
            /** Distance */
            distance?: number | null;
            /** Duration */
            duration: number;
            /** Id */
            id?: number | null;
            /** Job */
            job?: number | null;
            /** Load */
            load?: number[] | null;
            /** Location */
            location?: number[] | null;
            /** Location Index */
            location_index?: number | null;
            /** Service */
            service: number;
            /** Setup */
            setup: number;
            /**
             * Type
             * @enum {string}
             */
            type: "start" | "job" | "pickup" | "delivery" | "break" | "end";
            /** Violations */
            violations: components["schemas"]["VroomViolationOut"][];
            /** Waiting Time */
            waiting_time: number;
        };
        /**
         * VroomSummaryOut
         * @description All routes together.
         */
        VroomSummaryOut: {
            /** Amount */
            amount?: number[] | null;
            computing_times: components["schemas"]["VroomTimesOut"];
            /** Cost */
            cost: number;
            /** Delivery */
            delivery?: number[] | null;
            /** Distance */
            distance?: number | null;
            /** Duration */
            duration: number;
            /** Pickup */
            pickup?: number[] | null;
            /** Priority */
            priority: number;
            /** Routes */
            routes: number;
            /** Service */
            service: number;
            /** Setup */
            setup: number;
            /** Unassigned */
            unassigned: number;
            /** Violations */
            violations: components["schemas"]["VroomViolationOut"][];
            /** Waiting Time */
            waiting_time: number;
        };
        /**
         * VroomTimesOut
         * @description Milliseconds that were spent.
         */
        VroomTimesOut: {
            /** Loading */
            loading: number;
            /** Routing */
            routing: number;
            /** Solving */
            solving: number;
        };
        /**
         * VroomUnassignedOut
         * @description A task that no route serves.
         */
        VroomUnassignedOut: {
            /** Description */
            description?: string | null;
            /** Id */
            id: number;
            /** Location */
            location?: number[] | null;
            /** Location Index */
            location_index?: number | null;
            reason?: components["schemas"]["VroomReasonOut"] | null;
            /**
             * Type
             * @enum {string}
             */
            type: "job" | "pickup" | "delivery";
        };
        /**
         * VroomViolationOut
         * @description A rule that is broken; seconds where it is one of time.
         */
        VroomViolationOut: {
            /**
             * Cause
             * @enum {string}
             */
            cause: "delay" | "lead_time" | "load" | "max_tasks" | "skills" | "precedence" | "missing_break" | "max_travel_time" | "max_load" | "max_distance";
            /** Duration */
            duration?: number | null;
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
export interface operations {
    vroom: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "vehicles": [
                 *         {
                 *           "id": 1,
                 *           "start": [
                 *             7.4189,
                 *             43.7311
                 *           ],
                 *           "end": [
                 *             7.4189,
                 *             43.7311
                 *           ],
                 *           "capacity": [
                 *             4
                 *           ],
                 *           "skills": [
                 *             1
                 *           ]
                 *         }
                 *       ],
                 *       "jobs": [
                 *         {
                 *           "id": 1,
                 *           "location": [
                 *             7.4207,
                 *             43.7385
                 *           ],
                 *           "delivery": [
                 *             2
                 *           ],
                 *           "service": 240
                 *         },
                 *         {
                 *           "id": 2,
                 *           "location": [
                 *             7.4262,
                 *             43.7402
                 *           ],
                 *           "delivery": [
                 *             1
                 *           ],
                 *           "skills": [
                 *             1,
                 *             7
                 *           ]
                 *         }
                 *       ],
                 *       "shipments": [
                 *         {
                 *           "amount": [
                 *             1
                 *           ],
                 *           "pickup": {
                 *             "id": 3,
                 *             "location": [
                 *               7.4151,
                 *               43.7302
                 *             ]
                 *           },
                 *           "delivery": {
                 *             "id": 3,
                 *             "location": [
                 *               7.4281,
                 *               43.7431
                 *             ]
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["VroomIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomErrorOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomErrorOut"];
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomErrorOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomErrorOut"];
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    explain_error: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    vroom_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    vroom_optimization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "vehicles": [
                 *         {
                 *           "id": 1,
                 *           "start": [
                 *             7.4189,
                 *             43.7311
                 *           ],
                 *           "end": [
                 *             7.4189,
                 *             43.7311
                 *           ],
                 *           "capacity": [
                 *             4
                 *           ],
                 *           "skills": [
                 *             1
                 *           ]
                 *         }
                 *       ],
                 *       "jobs": [
                 *         {
                 *           "id": 1,
                 *           "location": [
                 *             7.4207,
                 *             43.7385
                 *           ],
                 *           "delivery": [
                 *             2
                 *           ],
                 *           "service": 240
                 *         },
                 *         {
                 *           "id": 2,
                 *           "location": [
                 *             7.4262,
                 *             43.7402
                 *           ],
                 *           "delivery": [
                 *             1
                 *           ],
                 *           "skills": [
                 *             1,
                 *             7
                 *           ]
                 *         }
                 *       ],
                 *       "shipments": [
                 *         {
                 *           "amount": [
                 *             1
                 *           ],
                 *           "pickup": {
                 *             "id": 3,
                 *             "location": [
                 *               7.4151,
                 *               43.7302
                 *             ]
                 *           },
                 *           "delivery": {
                 *             "id": 3,
                 *             "location": [
                 *               7.4281,
                 *               43.7431
                 *             ]
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["VroomIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomErrorOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomErrorOut"];
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomErrorOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomErrorOut"];
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    solve_instance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "NAME : square\nTYPE : CVRP\nDIMENSION : 5\nEDGE_WEIGHT_TYPE : EUC_2D\nCAPACITY : 2\nNODE_COORD_SECTION\n1 0 0\n2 0 10\n3 0 20\n4 10 0\n5 20 0\nDEMAND_SECTION\n1 0\n2 1\n3 1\n4 1\n5 1\nDEPOT_SECTION\n1\n-1\nEOF\n",
                 *       "name": "square",
                 *       "distances": "round",
                 *       "seconds": 0.5,
                 *       "threads": 1
                 *     }
                 */
                "application/json": components["schemas"]["InstanceIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    list_orders: {
        parameters: {
            query?: {
                /** @description Only those wanted on this day. */
                day?: string | null;
                page_size?: number;
                /** @description The next_page_token of the page before. */
                page_token?: string;
                /** @description Only those in this state. */
                state?: components["schemas"]["State"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptOrdersOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    place_orders: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same orders has one effect. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrdersIn"];
            };
        };
        responses: {
            /** @description All of them were there already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacedOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacedOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_order: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderOut"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    cancel_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the order had when it was looked at; required. */
                "if-match"?: string;
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderCancelIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptOrderOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    add_order_event: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the order had when it was looked at; required. */
                "if-match"?: string;
            };
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderEventIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptOrderOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Precondition Required */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    list_plans: {
        parameters: {
            query?: {
                page_size?: number;
                /** @description The next_page_token of the page before. */
                page_token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlansOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    create_plan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the same plan. */
                "idempotency-key"?: string;
                /** @description `wait=N` holds the answer back up to N seconds. */
                prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "day": {
                 *         "format": "roundsman-day-1",
                 *         "orders": [
                 *           {
                 *             "id": "A1",
                 *             "name": "Bakery",
                 *             "place": {
                 *               "lon": 7.4207,
                 *               "lat": 43.7385
                 *             },
                 *             "delivery": {
                 *               "weight_g": 12000,
                 *               "parcels": 2
                 *             },
                 *             "windows": [
                 *               {
                 *                 "opens_s": 32400,
                 *                 "closes_s": 39600
                 *               }
                 *             ],
                 *             "service_s": 240
                 *           },
                 *           {
                 *             "id": "A2",
                 *             "name": "Florist",
                 *             "place": {
                 *               "lon": 7.4262,
                 *               "lat": 43.7402
                 *             },
                 *             "delivery": {
                 *               "weight_g": 3500,
                 *               "parcels": 1
                 *             },
                 *             "service_s": 180
                 *           }
                 *         ],
                 *         "vehicles": [
                 *           {
                 *             "id": "van-1",
                 *             "start": "depot",
                 *             "end": "depot",
                 *             "profile": "van",
                 *             "capacity": {
                 *               "weight_g": 800000,
                 *               "parcels": 60
                 *             },
                 *             "shift": {
                 *               "opens_s": 28800,
                 *               "closes_s": 61200
                 *             },
                 *             "cost_fixed_cents": 4000,
                 *             "cost_per_km_cents": 35,
                 *             "cost_per_hour_cents": 2400
                 *           }
                 *         ],
                 *         "depots": [
                 *           {
                 *             "id": "depot",
                 *             "name": "Depot",
                 *             "place": {
                 *               "lon": 7.4153,
                 *               "lat": 43.7312
                 *             }
                 *           }
                 *         ]
                 *       },
                 *       "budget": {
                 *         "seconds": 5
                 *       },
                 *       "seed": 1,
                 *       "threads": 1
                 *     }
                 */
                "application/json": components["schemas"]["PlanIn"];
            };
        };
        responses: {
            /** @description The plan ended within the time that the caller waited. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanOut"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "format": "roundsman-day-1",
                 *       "orders": [
                 *         {
                 *           "id": "A1",
                 *           "name": "Bakery",
                 *           "place": {
                 *             "lon": 7.4207,
                 *             "lat": 43.7385
                 *           },
                 *           "delivery": {
                 *             "weight_g": 12000,
                 *             "parcels": 2
                 *           },
                 *           "windows": [
                 *             {
                 *               "opens_s": 32400,
                 *               "closes_s": 39600
                 *             }
                 *           ],
                 *           "service_s": 240
                 *         },
                 *         {
                 *           "id": "A2",
                 *           "name": "Florist",
                 *           "place": {
                 *             "lon": 7.4262,
                 *             "lat": 43.7402
                 *           },
                 *           "delivery": {
                 *             "weight_g": 3500,
                 *             "parcels": 1
                 *           },
                 *           "service_s": 180
                 *         }
                 *       ],
                 *       "vehicles": [
                 *         {
                 *           "id": "van-1",
                 *           "start": "depot",
                 *           "end": "depot",
                 *           "profile": "van",
                 *           "capacity": {
                 *             "weight_g": 800000,
                 *             "parcels": 60
                 *           },
                 *           "shift": {
                 *             "opens_s": 28800,
                 *             "closes_s": 61200
                 *           },
                 *           "cost_fixed_cents": 4000,
                 *           "cost_per_km_cents": 35,
                 *           "cost_per_hour_cents": 2400
                 *         }
                 *       ],
                 *       "depots": [
                 *         {
                 *           "id": "depot",
                 *           "name": "Depot",
                 *           "place": {
                 *             "lon": 7.4153,
                 *             "lat": 43.7312
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["DayModel"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": Record<string, never>;
                    "application/json": components["schemas"]["PlanOut"];
                    "application/vnd.roundsman.plan+json": Record<string, never>;
                    "application/zip": string;
                    "text/csv": string;
                    "text/html": string;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Not Acceptable */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    cancel_plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    edit_plan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the same plan. */
                "idempotency-key"?: string;
            };
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "edits": [
                 *         {
                 *           "kind": "move",
                 *           "stop": "A2",
                 *           "vehicle": "van-1",
                 *           "after": ""
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["EditsIn"];
            };
        };
        responses: {
            /** @description What would change; nothing was kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditedOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditedOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    reoptimise_plan: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the same plan. */
                "idempotency-key"?: string;
            };
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "keep": "vehicles",
                 *       "budget": {
                 *         "seconds": 5
                 *       },
                 *       "threads": 1
                 *     }
                 */
                "application/json": components["schemas"]["ReoptimiseIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    plan_matrix: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    best_plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.roundsman.plan+json": Record<string, never>;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    plan_changes: {
        parameters: {
            query: {
                /** @description Id of the earlier plan. */
                since: string;
            };
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangesOut"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    follow_plan: {
        parameters: {
            query?: never;
            header?: {
                /** @description Number of the last event seen; those after it follow. */
                "last-event-id"?: string;
            };
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: 7
                     *     event: end
                     *     data: {"id": "0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a10", "state": "done"}
                     */
                    "text/event-stream": unknown;
                };
            };
            /** @description The plan has ended and its last event was seen. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    plan_gpx: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    vehicle_gpx: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
                vehicle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/gpx+xml": string;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    plan_manifest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    plan_map: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    plan_visits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    plan_geojson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": Record<string, never>;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    plan_json: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    plan_streets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    plan_unserved: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    view_plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                plan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.roundsman.plan+json": Record<string, never>;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    quote: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currency": "EUR",
                 *       "place": {
                 *         "lon": 7.4262,
                 *         "lat": 43.7394
                 *       },
                 *       "address": "10 boulevard des Moulins",
                 *       "lines": [
                 *         {
                 *           "sku": "COFFEE-1KG",
                 *           "quantity": 2,
                 *           "weight_g": 1050,
                 *           "size_mm": [
                 *             240,
                 *             140,
                 *             90
                 *           ]
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CartModel"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuoteOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_stock: {
        parameters: {
            query: {
                /** @description When units would leave; today if left out. */
                day?: string | null;
                /** @description SKUs, several times. */
                sku: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    reserve_stock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReservationIn"];
            };
        };
        responses: {
            /** @description It was there already, or nothing could be reserved. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservedOut"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservedOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    get_reservation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reservation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationOut"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    confirm_reservation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reservation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    release_reservation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reservation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    ship_reservation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reservation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
    vroom_under_prefix: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "vehicles": [
                 *         {
                 *           "id": 1,
                 *           "start": [
                 *             7.4189,
                 *             43.7311
                 *           ],
                 *           "end": [
                 *             7.4189,
                 *             43.7311
                 *           ],
                 *           "capacity": [
                 *             4
                 *           ],
                 *           "skills": [
                 *             1
                 *           ]
                 *         }
                 *       ],
                 *       "jobs": [
                 *         {
                 *           "id": 1,
                 *           "location": [
                 *             7.4207,
                 *             43.7385
                 *           ],
                 *           "delivery": [
                 *             2
                 *           ],
                 *           "service": 240
                 *         },
                 *         {
                 *           "id": 2,
                 *           "location": [
                 *             7.4262,
                 *             43.7402
                 *           ],
                 *           "delivery": [
                 *             1
                 *           ],
                 *           "skills": [
                 *             1,
                 *             7
                 *           ]
                 *         }
                 *       ],
                 *       "shipments": [
                 *         {
                 *           "amount": [
                 *             1
                 *           ],
                 *           "pickup": {
                 *             "id": 3,
                 *             "location": [
                 *               7.4151,
                 *               43.7302
                 *             ]
                 *           },
                 *           "delivery": {
                 *             "id": 3,
                 *             "location": [
                 *               7.4281,
                 *               43.7431
                 *             ]
                 *           }
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["VroomIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomOut"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomErrorOut"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Request Entity Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomErrorOut"];
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Misdirected Request */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomErrorOut"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VroomErrorOut"];
                    "application/problem+json": components["schemas"]["ProblemOut"];
                };
            };
        };
    };
}
