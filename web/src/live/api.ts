/** The server's answers that the page reads. */

import type { components } from '../generated/api';
import type { PlanFileLink } from '../page/files';
import type { PlanFile, StreetsFile } from '../plan/plan_file';

/** The making of a plan, as polls and events tell it. */
export type Making = components['schemas']['PlanOut'];

/** Whether nothing more will come. */
export function isOver({ state }: Making): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

/** Where the plan to be shown lies; a search that was cut short still has its best one. Null where there is none. */
export function planAddress(making: Making): string | null {
  return making.links.view ?? (isOver(making) ? making.links.best : null) ?? null;
}

/** Return the id of the plan to show: the one in the address, else the newest; null where there is none. */
export async function planToShow(address: string): Promise<string | null> {
  const asked = new URLSearchParams(address).get('plan');
  if (asked) return asked;
  const answer = await fetchJson<components['schemas']['PlansOut']>('/v1/plans?page_size=1');
  return answer.plans[0]?.id ?? null;
}

export function fetchMaking(id: string): Promise<Making> {
  return fetchJson<Making>(`/v1/plans/${encodeURIComponent(id)}`);
}

export function fetchPlan(address: string): Promise<PlanFile> {
  return fetchJson<PlanFile>(address);
}

/** Return the streets behind a plan; null where its travel source has none. */
export async function fetchStreets(making: Making): Promise<StreetsFile | null> {
  return making.links.streets ? fetchJson<StreetsFile>(making.links.streets) : null;
}

/** An answer that is no success; what the server says of it is in `message`. */
export class Refused extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

async function fetchJson<T>(path: string): Promise<T> {
  const answer = await fetch(path, { headers: { Accept: 'application/json, */*;q=0.5' } });
  if (answer.ok) return (await answer.json()) as T;
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string };
  throw new Refused(answer.status, problem.detail ?? `${answer.status}`);
}

/** The plan in the formats that the server hands out, in the order people ask for them. */
export function planFiles({ links }: Making): PlanFileLink[] {
  const files: [PlanFileLink['what'], string | null | undefined][] = [
    ['manifest', links.manifest],
    ['map', links.map],
    ['gpx', links.gpx],
    ['visits', links.visits],
    ['unserved', links.unserved],
    ['geojson', links.geojson],
    ['plan', links.plan],
  ];
  return files.flatMap(([what, address]) => (address ? [{ what, address }] : []));
}
