/** Draws the rows of the timeline that are in view. */

import type { Figures } from '../figures';
import { outline } from '../map/shapes';
import { windowOf, type Day, type DayRoute, type DayStop } from '../plan/day';
import { lateness } from '../stop_card';
import type { State } from '../store';
import { token } from '../page/theme';
import { ticks, type Scale } from './scale';
import { segmentsOf } from './segments';

export const ROW = 28;
export const AXIS = 24;
export const LABEL_FONT = '600 12px system-ui, sans-serif';
/** What stands beside a vehicle's name: its mark before it, its hours after it. */
export const BESIDE_NAME = 124;
/** A narrower column has no room for the hours. */
const LEAST_WITH_HOURS = 140;

export interface Frame {
  ctx: CanvasRenderingContext2D;
  width: number;
  height: number;
  left: number;
  top: number;
  label: number;
  scale: Scale;
  hover: DayStop | null;
}

interface Inks {
  surface: string;
  row: string;
  line: string;
  text: string;
  muted: string;
  accent: string;
  shift: string;
  window: string;
  bad: string;
}

/** Paint axis, rows and labels; everything outside the view is left out. */
export function paintTimeline(frame: Frame, day: Day, state: State, figures: Figures): void {
  const { ctx, width, height, top, label } = frame;
  const inks = readInks();
  ctx.clearRect(0, 0, width, height);
  ctx.fillStyle = inks.surface;
  ctx.fillRect(0, 0, width, height);
  const first = Math.max(0, Math.floor(top / ROW));
  const last = Math.min(day.routes.length - 1, Math.ceil((top + height - AXIS) / ROW));
  ctx.save();
  ctx.beginPath();
  ctx.rect(label, AXIS, width - label, height - AXIS);
  ctx.clip();
  for (let k = first; k <= last; k++) paintBackground(frame, day.routes[k], state, inks);
  paintGrid(frame, inks);
  for (let k = first; k <= last; k++) paintRoute(frame, day, day.routes[k], state, inks);
  ctx.restore();
  for (let k = first; k <= last; k++) paintLabel(frame, day.routes[k], state, figures, inks);
  paintAxis(frame, figures, inks);
}

function rowTop(frame: Frame, route: DayRoute): number {
  return AXIS + route.index * ROW - frame.top;
}

function paintBackground(frame: Frame, route: DayRoute, state: State, inks: Inks): void {
  const { ctx, scale, width, label, left } = frame;
  const y = rowTop(frame, route);
  if (state.route === route.index) {
    ctx.fillStyle = inks.row;
    ctx.fillRect(label, y, width - label, ROW);
  }
  const { opens_s: from, closes_s: to } = route.vehicle.shift;
  ctx.fillStyle = inks.shift;
  const x = label + scale.x(Math.max(from, scale.from_s)) - left;
  ctx.fillRect(x, y + 3, scale.x(Math.min(to, scale.to_s)) - scale.x(Math.max(from, scale.from_s)), ROW - 6);
}

function paintGrid({ ctx, scale, label, left, height }: Frame, inks: Inks): void {
  ctx.strokeStyle = inks.line;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const time of ticks(scale)) {
    const x = Math.round(label + scale.x(time) - left) + 0.5;
    ctx.moveTo(x, AXIS);
    ctx.lineTo(x, height);
  }
  ctx.stroke();
}

function paintRoute(frame: Frame, day: Day, route: DayRoute, state: State, inks: Inks): void {
  const { ctx, scale, label, left, hover } = frame;
  const y = rowTop(frame, route);
  const at = (time_s: number) => label + scale.x(time_s) - left;
  const dim = state.hidden.has(route.index) ? 0.15 : state.route === null || state.route === route.index ? 1 : 0.45;
  const shown = hover ?? (state.stop === null ? null : day.stops[state.stop]);
  if (shown?.visit?.route === route) paintWindow(frame, shown, y, inks);
  ctx.globalAlpha = dim;
  for (const { doing, from_s, to_s } of segmentsOf(route)) {
    const [x, size] = [at(from_s), Math.max((to_s - from_s) * scale.density, 0.75)];
    if (x > frame.width || x + size < label) continue;
    if (doing === 'drive') fill(ctx, x, y + ROW / 2 - 1.5, size, 3, route.look.colour);
    else if (doing === 'wait') hatch(ctx, x, y + ROW / 2 - 4, size, 8, inks.muted);
    else if (doing === 'break') frameAround(ctx, x + 2, y + ROW / 2 - 4, size - 4, 8, inks.muted);
    else fill(ctx, x, y + 6, Math.max(size - 0.5, 0.75), ROW - 12, doing === 'service' ? route.look.colour : mixed(route.look.colour));
  }
  for (const visit of route.visits) {
    const x = at(visit.json.start_s);
    const size = (visit.json.departure_s - visit.json.start_s) * scale.density;
    if (x > frame.width || x + size < label) continue;
    if (lateness(visit.stop) > 0) fill(ctx, x, y + 3, Math.max(size, 2), 2.5, inks.bad);
    if (size >= 15) writeNumber(ctx, visit.number, x + size / 2, y + ROW / 2, route.look.ink);
    if (visit.stop.index === state.stop || visit.stop === hover) frameAround(ctx, x, y + 5, size, ROW - 10, inks.text);
  }
  ctx.globalAlpha = 1;
}

function paintWindow({ ctx, scale, label, left }: Frame, stop: DayStop, y: number, inks: Inks): void {
  const window = windowOf(stop.json, stop.visit!.json.start_s);
  if (!window) return;
  const from = label + scale.x(Math.max(window.opens_s, scale.from_s)) - left;
  const to = label + scale.x(Math.min(window.closes_s, scale.to_s)) - left;
  fill(ctx, from, y + 1, to - from, ROW - 2, inks.window);
  fill(ctx, from - 1, y + 1, 2, ROW - 2, inks.accent);
  fill(ctx, to - 1, y + 1, 2, ROW - 2, inks.accent);
}

function paintLabel(frame: Frame, route: DayRoute, state: State, figures: Figures, inks: Inks): void {
  const { ctx, label } = frame;
  const y = rowTop(frame, route);
  const middle = y + ROW / 2;
  ctx.fillStyle = state.route === route.index ? inks.row : inks.surface;
  ctx.fillRect(0, y, label - 1, ROW);
  ctx.globalAlpha = state.hidden.has(route.index) ? 0.4 : 1;
  outline(ctx, route.look.shape, 16, middle, 5.5);
  ctx.fillStyle = route.look.colour;
  ctx.fill();
  ctx.font = LABEL_FONT;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ctx.fillStyle = inks.text;
  const times = label >= LEAST_WITH_HOURS;
  ctx.fillText(shortened(ctx, route.vehicle.id, label - (times ? BESIDE_NAME - 4 : 36)), 30, middle);
  ctx.font = '11px system-ui, sans-serif';
  ctx.textAlign = 'right';
  ctx.fillStyle = inks.muted;
  if (times) ctx.fillText(`${figures.clock(route.json.start_s)}–${figures.clock(route.json.end_s)}`, label - 10, middle);
  ctx.globalAlpha = 1;
}

function paintAxis({ ctx, scale, width, label, left, height }: Frame, figures: Figures, inks: Inks): void {
  fill(ctx, 0, 0, width, AXIS, inks.surface);
  fill(ctx, 0, AXIS - 1, width, 1, inks.line);
  fill(ctx, label - 1, 0, 1, height, inks.line);
  ctx.font = '11px system-ui, sans-serif';
  ctx.fillStyle = inks.muted;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const time of ticks(scale)) {
    const x = label + scale.x(time) - left;
    if (x >= label + 16 && x <= width - 14) ctx.fillText(figures.clock(time), x, AXIS / 2);
  }
}

function readInks(): Inks {
  return {
    surface: token('--surface'),
    row: token('--chosen'),
    line: token('--line'),
    text: token('--text'),
    muted: token('--muted'),
    accent: token('--accent'),
    shift: token('--shift'),
    window: token('--window'),
    bad: token('--bad'),
  };
}

function fill(ctx: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, colour: string): void {
  ctx.fillStyle = colour;
  ctx.fillRect(x, y, width, height);
}

function hatch(ctx: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, colour: string): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.globalAlpha *= 0.7;
  ctx.beginPath();
  for (let at = Math.floor(x / 5) * 5 - height; at < x + width; at += 5) {
    ctx.moveTo(at, y + height);
    ctx.lineTo(at + height, y);
  }
  ctx.stroke();
  ctx.restore();
}

function frameAround(ctx: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, colour: string): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.strokeRect(x - 1, y - 1, Math.max(width, 2) + 2, height + 2);
}

function writeNumber(ctx: CanvasRenderingContext2D, number: number, x: number, y: number, ink: string): void {
  ctx.font = '600 10px system-ui, sans-serif';
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = ink;
  ctx.fillText(String(number), x, y + 0.5);
}

/** Return a colour at half strength, for the part of the work before the service. */
function mixed(colour: string): string {
  return `${colour}99`;
}

function shortened(ctx: CanvasRenderingContext2D, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && ctx.measureText(`${letters.join('')}…`).width > width) letters.pop();
  return `${letters.join('')}…`;
}
