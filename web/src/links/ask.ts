/** Asks the server for what a link shows; a network that fails is told apart from a server that refuses. */

const PATIENCE_MS = 20_000;

/** There was no answer, or one that says: later. */
export class NoAnswer extends Error {
  constructor(readonly wait_s = 0) {
    super('no answer');
  }
}

/** The server will not: asking again gives the same. */
export class Refusal extends Error {
  constructor(readonly status: number) {
    super(String(status));
  }
}

export interface Answer<T> {
  told: T;
  /** By how many milliseconds the server's clock is ahead of ours. */
  ahead_ms: number;
}

export async function ask<T>(path: string, given: RequestInit = {}): Promise<Answer<T>> {
  const answer = await fetch(path, { ...given, headers: { Accept: 'application/json', ...given.headers }, signal: AbortSignal.timeout(PATIENCE_MS), cache: 'no-store' })
    .catch(() => { throw new NoAnswer(); });
  if (answer.ok) {
    const date = Date.parse(answer.headers.get('Date') ?? '');
    const told = (await answer.json().catch(() => { throw new NoAnswer(); })) as T;
    return { told, ahead_ms: Number.isNaN(date) ? 0 : date - Date.now() };
  }
  const later = answer.status >= 500 || answer.status === 429 || answer.status === 408;
  throw later ? new NoAnswer(Number(answer.headers.get('Retry-After')) || 0) : new Refusal(answer.status);
}

/** Do something again and again, and at once when the page is seen or the network is back. */
export function keepDoing(act: () => void, every_ms: number): void {
  setInterval(() => { if (!document.hidden) act(); }, every_ms);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) act(); });
  addEventListener('online', act);
}
