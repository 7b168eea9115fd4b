/** The plan document as it is written: docs/schema/plan.schema.json says what its parts mean. */

import type { components } from '../generated/plan';

type Parts = components['schemas'];

export type PlanFile = Parts['PlanModel'];
export type ProblemJson = Parts['ProblemModel'];
export type StopJson = Parts['StopModel'];
export type VehicleJson = Parts['VehicleModel'];
export type DepotJson = Parts['DepotModel'];
export type PlaceJson = Parts['PlaceModel'];
export type WindowJson = Parts['WindowModel'];
export type RouteJson = Parts['RouteModel'];
export type VisitJson = Parts['VisitModel'];
export type ReloadJson = Parts['ReloadModel'];
export type TakenBreakJson = Parts['TakenBreakModel'];
export type UnservedJson = Parts['UnservedModel'];
export type ReasonJson = Parts['ReasonModel'];
export type RelaxationJson = Parts['RelaxationModel'];

/** Streets to draw behind the routes, by road class; lines are polylines of precision 5. */
export interface StreetsFile {
  format: string;
  attribution: string;
  classes: { class: string; lines: string[] }[];
}
