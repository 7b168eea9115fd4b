/** Where a time of day lies on the timeline, and which hours are written on its axis. */

export interface Scale {
  from_s: number;
  to_s: number;
  /** Pixels per second. */
  density: number;
  x(time_s: number): number;
  time(x: number): number;
}

const STEPS_MIN = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440];

/** Return the scale that spreads a span, widened to quarter hours, over `width` pixels. */
export function timeScale(from_s: number, to_s: number, width: number): Scale {
  const quarter = 900;
  const from = Math.floor((from_s - 120) / quarter) * quarter;
  const to = Math.max(Math.ceil((to_s + 120) / quarter) * quarter, from + 3600);
  const density = width / (to - from);
  return {
    from_s: from,
    to_s: to,
    density,
    x: (time_s) => (time_s - from) * density,
    time: (x) => from + x / density,
  };
}

/** Return the times to be written, as many as have `gap` pixels of room each. */
export function ticks(scale: Scale, gap = 56): number[] {
  const step = 60 * (STEPS_MIN.find((minutes) => minutes * 60 * scale.density >= gap) ?? STEPS_MIN[STEPS_MIN.length - 1]);
  const first = Math.ceil(scale.from_s / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((scale.to_s - first) / step) + 1) }, (_, k) => first + k * step);
}
