/** Everything known about one stop, as a small card: in map popups and beside the timeline. */

import type { Context } from './context';
import { element, foreign } from './dom';
import type { Figures } from './figures';
import { swatch } from './map/shapes';
import { windowOf, type DayStop } from './plan/day';
import { reasonText, relaxationText, skillText } from './words';

/** Return the card of a stop. */
export function stopCard(context: Context, stop: DayStop): HTMLElement {
  const { visit, unserved } = stop;
  const mark = visit ? swatch(visit.route.look, 24, String(visit.number)) : element('span', { class: 'cross' }, '×');
  const beneath = [stop.address, stop.json.id].filter((each) => each && each !== stop.title).join(' · ');
  return element(
    'div',
    { class: 'card' },
    element(
      'div',
      { class: 'card-title' },
      mark,
      element('div', {}, element('strong', {}, foreign(stop.title)), beneath ? element('small', {}, foreign(beneath)) : null),
    ),
    element('dl', {}, ...(visit ? visitRows(context, stop) : []), ...partRows(context, stop), ...(unserved ? unservedRows(context, stop) : []), ...needRows(context, stop)),
    stop.warning ? element('p', { class: 'card-warning' }, foreign(stop.warning)) : null,
  );
}

/** Return how many seconds after its window closed the work begins; 0 when in time. */
export function lateness(stop: DayStop): number {
  if (!stop.visit) return 0;
  const window = windowOf(stop.json, stop.visit.json.start_s);
  return window ? Math.max(0, stop.visit.json.start_s - window.closes_s) : 0;
}

function visitRows({ day, words, figures }: Context, stop: DayStop): HTMLElement[] {
  const visit = stop.visit!.json;
  const waiting = visit.start_s - visit.arrival_s;
  const late = lateness(stop);
  return [
    row(words.vehicle, foreign(stop.visit!.route.vehicle.id)),
    row(words.arrival, `${figures.clock(visit.arrival_s)}${waiting >= 30 ? ` (${words.wait} ${figures.duration(waiting)})` : ''}`),
    row(words.work, `${figures.clock(visit.start_s)} – ${figures.clock(visit.departure_s)}`),
    ...(late > 0 ? [row(words.window, element('b', { class: 'late' }, words.late(figures.duration(late))))] : []),
    row(words.onBoard, figures.loads(visit.load, day.dimensions) || '–'),
  ];
}

/** Return which part of its order a stop brings, and where the others are. */
function partRows({ words }: Context, stop: DayStop): HTMLElement[] {
  if (stop.parts.length === 0) return [];
  const others = stop.parts.filter((each) => each !== stop).map(({ json, visit }) => `${json.id} (${visit ? visit.route.vehicle.id : words.notServed})`);
  return [row(words.order, words.partOf(stop.parts.indexOf(stop) + 1, stop.parts.length)), row(words.comesWith, foreign(others.join(', ')))];
}

function unservedRows({ day, words, figures }: Context, stop: DayStop): HTMLElement[] {
  const { reason } = stop.unserved!;
  return [
    row(words.reason, foreign(reasonText(words, reason))),
    ...(reason.relaxation ? [row(words.relaxation, foreign(relaxationText(words, figures, day.dimensions, reason.relaxation)))] : []),
    ...(reason.vehicle ? [row(words.nearest, foreign(reason.vehicle))] : []),
  ];
}

function needRows({ day, words, figures }: Context, stop: DayStop): HTMLElement[] {
  const windows = stop.json.windows.map((each) => `${figures.clock(each.opens_s)}–${figures.clock(each.closes_s)}`);
  const rows: [string, string][] = [
    [words.window, windowOf(stop.json, 0) ? windows.join(', ') : ''],
    [words.delivers, figures.loads(stop.brought, day.dimensions)],
    [words.picksUp, figures.loads(stop.fetched, day.dimensions)],
    [stop.json.setup_s ? `${words.setup} + ${words.service.toLowerCase()}` : words.service, workText(stop, figures)],
    [words.needs, stop.json.skills.map((each) => skillText(words, each)).join(', ')],
  ];
  return rows.filter(([, text]) => text !== '').map(([name, text]) => row(name, foreign(text)));
}

function workText({ json }: DayStop, figures: Figures): string {
  return [json.setup_s, json.service_s].filter(Boolean).map(figures.duration).join(' + ');
}

function row(name: string, value: Node | string): HTMLElement {
  return element('div', {}, element('dt', {}, name), element('dd', {}, value));
}
