/** The timeline: one row per route, drawn on one canvas that stays in view while its holder scrolls. */

import { chooseRoute, chooseStop, chooseNothing, stepRoute, stepStop } from '../choices';
import type { Context } from '../context';
import { element } from '../dom';
import type { DayRoute, DayStop } from '../plan/day';
import { stopCard } from '../stop_card';
import type { State } from '../store';
import { AXIS, BESIDE_NAME, LABEL_FONT, paintTimeline, ROW } from './paint';
import { timeScale, type Scale } from './scale';
import { stopAt } from './segments';

export interface TimelineView {
  node: HTMLElement;
  update(state: State, before: State | null): void;
  /** Draw at once: every row for paper, or as much as fits the screen. */
  fit(paper: boolean): void;
  zoom(factor: number, at?: number): void;
  destroy(): void;
}

const LARGEST_ZOOM = 16;
/** Without being asked the timeline is no higher than this, in pixels. */
const MOST_HEIGHT = 262;

/** Return the timeline of a day. */
export function createTimeline(context: Context): TimelineView {
  const { day, store, words, figures } = context;
  const canvas = element('canvas', { class: 'timeline-canvas' });
  const room = element('div', { class: 'timeline-room' });
  const node = element('div', { class: 'timeline', tabindex: 0, role: 'application', 'aria-label': `${words.timeline}. ${words.timelineHelp}` }, canvas, room);
  node.style.flexBasis = `${Math.min(MOST_HEIGHT, AXIS + day.routes.length * ROW + 12)}px`;
  const tip = element('div', { class: 'timeline-tip', hidden: true });
  document.body.append(tip);
  let zoomed = 1;
  let hover: DayStop | null = null;
  let asked = 0;

  const widest = labelWidth(day.routes.map((route) => route.vehicle.id));
  const label = () => (node.clientWidth < 560 ? 104 : widest);
  const scale = (): Scale => timeScale(day.from_s, day.to_s, Math.max(120, (node.clientWidth - label()) * zoomed));
  const ask = () => {
    asked ||= requestAnimationFrame(paint);
  };
  const paint = () => {
    asked = 0;
    const [width, height] = [node.clientWidth, node.clientHeight];
    if (width === 0) return;
    const ratio = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    const ctx = canvas.getContext('2d')!;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintTimeline({ ctx, width, height, left: node.scrollLeft, top: node.scrollTop, label: label(), scale: scale(), hover }, day, store.get(), figures);
  };
  const layout = () => {
    room.style.width = `${label() + (node.clientWidth - label()) * zoomed}px`;
    room.style.height = `${Math.max(0, AXIS + day.routes.length * ROW - node.clientHeight)}px`;
    ask();
  };

  const under = (event: MouseEvent): { route: DayRoute | null; stop: DayStop | null } => {
    const box = node.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const route = y < AXIS ? null : (day.routes[Math.floor((y - AXIS + node.scrollTop) / ROW)] ?? null);
    if (!route || x < label()) return { route, stop: null };
    const now = scale();
    return { route, stop: stopAt(route, now.time(x - label() + node.scrollLeft), 4 / now.density) };
  };
  const point = (event: MouseEvent) => {
    const { route, stop } = under(event);
    node.style.cursor = route ? 'pointer' : '';
    if (stop !== hover) {
      hover = stop;
      tip.replaceChildren(...(stop ? [stopCard(context, stop)] : []));
      ask();
    }
    tip.hidden = stop === null;
    if (stop) place(tip, event);
  };
  const leave = () => {
    hover = null;
    tip.hidden = true;
    ask();
  };
  const click = (event: MouseEvent) => {
    const { route, stop } = under(event);
    if (stop) chooseStop(day, store, stop.index);
    else if (route) chooseRoute(store, route.index);
    else chooseNothing(store);
  };
  const zoom = (factor: number, at = 0.5) => {
    const before = scale();
    const middle = before.time(node.scrollLeft + at * (node.clientWidth - label()));
    zoomed = Math.min(LARGEST_ZOOM, Math.max(1, zoomed * factor));
    layout();
    node.scrollLeft = scale().x(middle) - at * (node.clientWidth - label());
  };
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const x = event.clientX - node.getBoundingClientRect().left - label();
    zoom(event.deltaY < 0 ? 1.25 : 0.8, Math.min(1, Math.max(0, x / (node.clientWidth - label()))));
  };
  const press = (event: KeyboardEvent) => {
    const acts: Record<string, () => void> = {
      ArrowRight: () => stepStop(day, store, 1),
      ArrowLeft: () => stepStop(day, store, -1),
      ArrowDown: () => stepRoute(day, store, 1),
      ArrowUp: () => stepRoute(day, store, -1),
      '+': () => zoom(1.5),
      '=': () => zoom(1.5),
      '-': () => zoom(1 / 1.5),
    };
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  node.addEventListener('scroll', ask);
  node.addEventListener('mousemove', point);
  node.addEventListener('mouseleave', leave);
  node.addEventListener('click', click);
  node.addEventListener('wheel', wheel, { passive: false });
  node.addEventListener('keydown', press);
  const sizes = new ResizeObserver(layout);
  sizes.observe(node);

  return {
    node,
    update: (state, before) => {
      if (state.route !== null && (state.route !== before?.route || state.stop !== before?.stop)) bringIntoView(node, context, state, scale(), label());
      ask();
    },
    fit: (paper) => {
      node.style.height = paper ? `${AXIS + day.routes.length * ROW}px` : '';
      if (paper) [zoomed, node.scrollTop, node.scrollLeft] = [1, 0, 0];
      layout();
      paint();
    },
    zoom,
    destroy: () => {
      sizes.disconnect();
      tip.remove();
    },
  };
}

/** Return how wide the column of labels is: as the longest name needs, within limits. */
function labelWidth(names: string[]): number {
  const ctx = document.createElement('canvas').getContext('2d')!;
  ctx.font = LABEL_FONT;
  const longest = Math.max(0, ...names.map((name) => ctx.measureText(name).width));
  return Math.round(Math.min(Math.max(longest + BESIDE_NAME, 150), 280));
}

/** Scroll so far that the row in hand and the stop in hand can be seen, and no further. */
function bringIntoView(node: HTMLElement, { day }: Context, state: State, scale: Scale, label: number): void {
  const top = state.route! * ROW;
  const height = node.clientHeight - AXIS;
  if (top < node.scrollTop) node.scrollTop = top;
  else if (top + ROW > node.scrollTop + height) node.scrollTop = top + ROW - height;
  const visit = state.stop === null ? null : day.stops[state.stop].visit;
  if (!visit) return;
  const x = scale.x(visit.json.start_s);
  const width = node.clientWidth - label;
  if (x < node.scrollLeft + 20 || x > node.scrollLeft + width - 40) node.scrollLeft = x - width / 2;
}

function place(tip: HTMLElement, event: MouseEvent): void {
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.min(event.clientX + 14, window.innerWidth - width - 8);
  const above = event.clientY - height - 14;
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${above >= 8 ? above : event.clientY + 18}px`;
}
