/** How many parcels lay in a bank of lockers, day by day. */

import type { components } from '../generated/api';

export type Parcel = components['schemas']['ParcelOut'];

export interface DayUse {
  day: string;
  /** The most parcels that lay there at once on the day. */
  most: number;
}

const INSIDE = ['deposited', 'expired'];
const WAS_INSIDE = [...INSIDE, 'collected', 'fetched', 'back'];
const DAY_MS = 86_400_000;

/** Return the use of a bank on the days up to `now`, the earliest first; days are those of UTC. */
export function occupancy(parcels: Parcel[], days: number, now: Date): DayUse[] {
  const stays = parcels.filter(({ state }) => WAS_INSIDE.includes(state)).map((parcel) => ({
    from: Date.parse(parcel.at),
    to: parcel.left ? Date.parse(parcel.left) : INSIDE.includes(parcel.state) ? Infinity : Date.parse(parcel.at),
  }));
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return Array.from({ length: days }, (_, k) => {
    const begin = today - (days - 1 - k) * DAY_MS;
    const end = Math.min(begin + DAY_MS, now.getTime());
    const moments = [begin, ...stays.map(({ from }) => from).filter((from) => from > begin && from < end)];
    const most = Math.max(...moments.map((at) => stays.filter(({ from, to }) => from <= at && at < to).length));
    return { day: new Date(begin).toISOString().slice(0, 10), most };
  });
}

/** Return parcels that should not lie there any more, those that waited longest first. */
export function overdue(parcels: Parcel[], now: Date): Parcel[] {
  const late = parcels.filter(({ state, until }) => state === 'expired' || (state === 'deposited' && until !== null && Date.parse(until) < now.getTime()));
  return late.sort((one, other) => (one.until ?? '').localeCompare(other.until ?? ''));
}
