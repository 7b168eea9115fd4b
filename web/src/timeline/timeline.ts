/** The timeline: one row per route, with what its driver does when. */

import type { Context } from '../context';
import type { State } from '../store';
import { obeyHands } from './hands';
import { Sheet } from './sheet';

export interface TimelineView {
  node: HTMLElement;
  update(state: State, before: State | null): void;
  /** Draw at once: every row for paper, or as much as fits the screen. */
  fit(paper: boolean): void;
  zoom(factor: number): void;
  destroy(): void;
}

/** Return the timeline of a day. */
export function createTimeline(context: Context): TimelineView {
  const sheet = new Sheet(context);
  const letGo = obeyHands(sheet, context);
  const sizes = new ResizeObserver(() => sheet.layout());
  sizes.observe(sheet.node);
  sheet.node.addEventListener('scroll', () => sheet.ask());
  return {
    node: sheet.node,
    update: (state, before) => {
      const moved = state.route !== before?.route || state.stop !== before?.stop;
      const visit = state.stop === null ? null : context.day.stops[state.stop].visit;
      if (state.route !== null && moved) sheet.reveal(state.route, visit?.json.start_s ?? null);
      sheet.ask();
    },
    fit: (paper) => sheet.fit(paper),
    zoom: (factor) => sheet.zoom(factor),
    destroy: () => {
      sizes.disconnect();
      letGo();
    },
  };
}
