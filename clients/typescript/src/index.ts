import createFetchClient, { type Client, type ClientOptions, mergeHeaders } from 'openapi-fetch';
import type { components, paths } from './api.js';

/** The shapes of what is sent and answered: `Schemas['PlanIn']`. */
export type Schemas = components['schemas'];
export type { paths } from './api.js';

/** Where Roundsman answers, with which API key, and what else `fetch` is to be told. */
export interface Options extends ClientOptions {
  baseUrl: string;
  key?: string;
}

/** Return a client whose paths, parameters, bodies and answers are those of the API. */
export function createClient({ key, headers, ...options }: Options): Client<paths> {
  const authorization = key ? { Authorization: `Bearer ${key}` } : {};
  return createFetchClient<paths>({ ...options, headers: mergeHeaders(authorization, headers) });
}
