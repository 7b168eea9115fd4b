/** The stops of a round as the driver has them: what the server knows, and what the phone has not sent yet. */

import type { Round, Waiting } from './shelf';

type Status = Round['stops'][number];
type Paper = Round['manifest']['stops'][number];

export interface Stop {
  status: Status;
  paper: Paper | null;
  state: string;
  /** Whether its state is known to the phone alone. */
  waits: boolean;
}

const MARKS = ['arrived', 'delivered', 'fetched', 'failed', 'departed'];

/** Return the stops of a round in the order in which they are driven. */
export function stopsOf(round: Round, waiting: Waiting[]): Stop[] {
  const open = waiting.filter((each) => !each.refused);
  return round.stops.map((status) => {
    const last = [...open].reverse().find(({ event }) => event.stop === status.stop && MARKS.includes(event.kind));
    const paper = round.manifest.stops.find((each) => each.stop === status.stop) ?? null;
    return { status, paper, state: last?.event.kind ?? status.state, waits: last !== undefined };
  });
}

/** Whether nothing is to be done at a stop any more. */
export function isOver({ state }: Stop): boolean {
  return state !== 'open' && state !== 'arrived';
}

/** Whether the round has begun or ended, as far as the phone knows. */
export function roundState(round: Round, waiting: Waiting[]): string {
  const kinds = waiting.filter((each) => !each.refused).map(({ event }) => event.kind);
  if (round.state === 'ended' || kinds.includes('ended')) return 'ended';
  return round.state === 'underway' || kinds.includes('started') ? 'underway' : 'waiting';
}

/** Return where a map shows a place: the phone's own map app where the phone has an address for it. */
export function mapAddress(lon: number, lat: number, agent: string): string {
  if (/iPhone|iPad|Macintosh/.test(agent)) return `https://maps.apple.com/?daddr=${lat},${lon}`;
  if (/Android/.test(agent)) return `geo:${lat},${lon}?q=${lat},${lon}`;
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`;
}
