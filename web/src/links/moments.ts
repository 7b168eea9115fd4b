/** Moments as the clocks show them where the order goes: the API writes them with the zone of the plan. */

/** Return the time of day of a moment, as it is written. */
export function clockOf(moment: string): string {
  return moment.slice(11, 16);
}

/** Return a span of moments of one day. */
export function spanOf(from: string, to: string): string {
  return `${clockOf(from)} – ${clockOf(to)}`;
}

/** Return seconds after midnight as a time of day. */
export function clockOfSeconds(seconds: number): string {
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** Return a day, or the day of a moment, for people. */
export function dayOf(moment: string, locale: string): string {
  return new Date(`${moment.slice(0, 10)}T12:00:00Z`).toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
}

/** Return a moment by the clock of the reader. */
export function readersClock(moment: string, locale: string): string {
  return new Date(moment).toLocaleString(locale, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
}
