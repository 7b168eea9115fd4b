/** The sheet the timeline is drawn on: its scale, its zoom, and one canvas that stays in view while it scrolls. */

import type { Context } from '../context';
import { element } from '../dom';
import type { DayRoute, DayStop } from '../plan/day';
import { AXIS, BESIDE_NAME, LABEL_FONT, paintTimeline, ROW } from './paint';
import { timeScale, type Scale } from './scale';
import { stopAt } from './segments';

const LARGEST_ZOOM = 16;
/** Without being asked the timeline is no higher than this, in pixels. */
const MOST_HEIGHT = 262;
/** How near to a stop the pointer has to be, in pixels. */
const REACH = 4;

export class Sheet {
  readonly node: HTMLElement;
  /** The stop under the pointer, or null. */
  hover: DayStop | null = null;
  private readonly canvas = element('canvas', { class: 'timeline-canvas' });
  private readonly room = element('div', { class: 'timeline-room' });
  private readonly widestLabel: number;
  private zoomed = 1;
  private asked = 0;

  constructor(private readonly context: Context) {
    const { day, words } = context;
    const label = `${words.timeline}. ${words.timelineHelp}`;
    this.node = element('div', { class: 'timeline', tabindex: 0, role: 'application', 'aria-label': label }, this.canvas, this.room);
    this.node.style.flexBasis = `${Math.min(MOST_HEIGHT, this.height + 12)}px`;
    this.widestLabel = labelWidth(day.routes.map((route) => route.vehicle.id));
  }

  /** Pixels that all rows and the axis need. */
  get height(): number {
    return AXIS + this.context.day.routes.length * ROW;
  }

  /** Pixels of the column of labels. */
  get label(): number {
    return this.node.clientWidth < 560 ? 104 : this.widestLabel;
  }

  /** Pixels between the labels and the right edge. */
  get width(): number {
    return this.node.clientWidth - this.label;
  }

  scale(): Scale {
    const { from_s, to_s } = this.context.day;
    return timeScale(from_s, to_s, Math.max(120, this.width * this.zoomed));
  }

  /** Draw before the next picture of the screen; asking twice draws once. */
  ask(): void {
    this.asked ||= requestAnimationFrame(() => this.paint());
  }

  paint(): void {
    this.asked = 0;
    const { canvas, node } = this;
    const [width, height] = [node.clientWidth, node.clientHeight];
    if (width === 0) return;
    const ratio = window.devicePixelRatio || 1;
    fitCanvas(canvas, width, height, ratio);
    const ctx = canvas.getContext('2d')!;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { day, store, figures } = this.context;
    const frame = { ctx, width, height, left: node.scrollLeft, top: node.scrollTop, label: this.label, scale: this.scale(), hover: this.hover };
    paintTimeline(frame, day, store.get(), figures);
  }

  layout(): void {
    this.room.style.width = `${this.label + this.width * this.zoomed}px`;
    this.room.style.height = `${Math.max(0, this.height - this.node.clientHeight)}px`;
    this.ask();
  }

  /** Draw at once: every row for paper, or as much as fits the screen. */
  fit(paper: boolean): void {
    this.node.style.height = paper ? `${this.height}px` : '';
    if (paper) [this.zoomed, this.node.scrollTop, this.node.scrollLeft] = [1, 0, 0];
    this.layout();
    this.paint();
  }

  /** Stretch the hours; what lies at the share `at` of the width stays there. */
  zoom(factor: number, at = 0.5): void {
    const middle = this.scale().time(this.node.scrollLeft + at * this.width);
    this.zoomed = Math.min(LARGEST_ZOOM, Math.max(1, this.zoomed * factor));
    this.layout();
    this.node.scrollLeft = this.scale().x(middle) - at * this.width;
  }

  /** Return the route and the stop at a point of the window. */
  at(clientX: number, clientY: number): { route: DayRoute | null; stop: DayStop | null } {
    const box = this.node.getBoundingClientRect();
    const [x, y] = [clientX - box.left, clientY - box.top];
    const row = Math.floor((y - AXIS + this.node.scrollTop) / ROW);
    const route = y < AXIS ? null : (this.context.day.routes[row] ?? null);
    if (!route || x < this.label) return { route, stop: null };
    const scale = this.scale();
    return { route, stop: stopAt(route, scale.time(x - this.label + this.node.scrollLeft), REACH / scale.density) };
  }

  /** Scroll so far that a row, and a time in it, can be seen, and no further. */
  reveal(row: number, time_s: number | null): void {
    const { node } = this;
    const top = row * ROW;
    const height = node.clientHeight - AXIS;
    if (top < node.scrollTop) node.scrollTop = top;
    else if (top + ROW > node.scrollTop + height) node.scrollTop = top + ROW - height;
    if (time_s === null) return;
    const x = this.scale().x(time_s);
    if (x < node.scrollLeft + 20 || x > node.scrollLeft + this.width - 40) node.scrollLeft = x - this.width / 2;
  }
}

function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number, ratio: number): void {
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width === wide && canvas.height === high) return;
  [canvas.width, canvas.height] = [wide, high];
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
}

/** Return how wide the column of labels is: as the longest name needs, within limits. */
function labelWidth(names: string[]): number {
  const ctx = document.createElement('canvas').getContext('2d')!;
  ctx.font = LABEL_FONT;
  const longest = Math.max(0, ...names.map((name) => ctx.measureText(name).width));
  return Math.round(Math.min(Math.max(longest + BESIDE_NAME, 150), 280));
}
