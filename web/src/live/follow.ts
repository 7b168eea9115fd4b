/** Follows a plan while it is made: by events where they come through, else by asking again and again. */

import { fetchMaking, isOver, Refused, type Making } from './api';

const PAUSE_MS = 1000;

export interface Watcher {
  progress(making: Making): void;
  /** The server does not answer; it will be asked again. */
  silent(): void;
}

/** Return how the making of the plan `id` ended; a plan that is not there is refused. */
export async function follow(id: string, watcher: Watcher): Promise<Making> {
  for (;;) {
    const making = await untilAnswered(() => fetchMaking(id), watcher.silent);
    if (isOver(making)) return making;
    watcher.progress(making);
    await listen(id, watcher);
    await pause(PAUSE_MS);
  }
}

/** Return what `question` answers, asking again while the server does not answer or cannot. */
export async function untilAnswered<T>(question: () => Promise<T>, silent: () => void): Promise<T> {
  for (;;) {
    try {
      return await question();
    } catch (error) {
      if (error instanceof Refused && error.status < 500) throw error;
      silent();
      await pause(2 * PAUSE_MS);
    }
  }
}

/** Pass on events until the last one or until the stream breaks; either way the plan is asked for next. */
function listen(id: string, watcher: Watcher): Promise<void> {
  return new Promise((resolve) => {
    const stream = new EventSource(`/v1/plans/${encodeURIComponent(id)}/events`);
    const end = () => {
      stream.close();
      resolve();
    };
    stream.addEventListener('progress', (event) => watcher.progress(JSON.parse((event as MessageEvent<string>).data) as Making));
    stream.addEventListener('end', end);
    stream.onerror = end;
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}
