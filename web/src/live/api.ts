/** The server's answers that the page reads. */

import type { components } from '../generated/api';
import type { PlanFileLink } from '../page/files';
import type { PlanFile, StreetsFile } from '../plan/plan_file';

/** The making of a plan, as polls and events tell it. */
export type Making = components['schemas']['PlanOut'];

/** Who calls, as the server sees it. */
export type Me = components['schemas']['MeOut'];

export function fetchMe(): Promise<Me> {
  return fetchJson<Me>('/v1/me');
}

/** How one can sign in here. */
export type Ways = components['schemas']['WaysOut'];

export function fetchWays(tenant?: string): Promise<Ways> {
  return fetchJson<Ways>(named('/v1/session', tenant));
}

/** Return an address at which a tenant is named; without one the first is meant. */
export function named(address: string, tenant?: string): string {
  return tenant ? `${address}?${new URLSearchParams({ tenant })}` : address;
}

/** Where a browser begins to sign in by the provider of identities. */
export const PROVIDER = '/v1/session/oidc';

/** What somebody signs in with: a key, or a name and its password. */
export type Proof = { key: string } | { name: string; password: string; tenant?: string };

/** Have the browser let in; the cookie that it gets no script can read. */
export async function beginSession(proof: Proof): Promise<void> {
  await postJson('/v1/session', proof);
}

/** Set up the first administrator, who is then signed in. */
export async function setUpAdmin(wanted: components['schemas']['FirstAdminIn']): Promise<void> {
  await postJson('/v1/first-admin', wanted);
}

export async function endSession(): Promise<void> {
  await fetch('/v1/session', { method: 'DELETE' });
}

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
  constructor(readonly status: number, message: string, readonly errors: { field: string; expected: string }[] = []) {
    super(message);
  }
}

export async function postJson(path: string, body: unknown): Promise<void> {
  await fetchJson<unknown>(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

export async function fetchJson<T>(path: string, asked: RequestInit = {}): Promise<T> {
  const answer = await fetch(path, { ...asked, headers: { Accept: 'application/json, */*;q=0.5', ...asked.headers } });
  if (answer.ok) return (await answer.json()) as T;
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string; errors?: Refused['errors'] };
  throw new Refused(answer.status, problem.detail ?? `${answer.status}`, problem.errors);
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
