/** What is selected and shown; every part of the page draws from it and writes to it. */

export type Tab = 'routes' | 'unserved';

export interface State {
  /** Index of the route in the hand, or null. */
  route: number | null;
  /** Index of the stop in the hand, or null. */
  stop: number | null;
  /** Indexes of routes not drawn. */
  hidden: ReadonlySet<number>;
  tab: Tab;
  /** Counts up when colours change, so that canvases draw anew. */
  paint: number;
  /** Counts up when the map is asked to show the route in hand as large as it can. */
  closer: number;
}

export interface Store {
  get(): State;
  set(change: Partial<State>): void;
  /** Call `listener` after every change; returns how to stop that. */
  listen(listener: (state: State, before: State) => void): () => void;
}

export const NOTHING_SELECTED: State = { route: null, stop: null, hidden: new Set(), tab: 'routes', paint: 0, closer: 0 };

export function createStore(initial: State): Store {
  let state = initial;
  const listeners = new Set<(state: State, before: State) => void>();
  return {
    get: () => state,
    set: (change) => {
      const before = state;
      state = { ...before, ...change };
      listeners.forEach((listener) => listener(state, before));
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
