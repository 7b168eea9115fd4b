/** A stop on the map: its route's shape and colour with its number, a dot where there is no room, a cross if left out. */

import L from 'leaflet';
import type { DayStop, Point } from '../plan/day';
import type { MarkInside } from './leaflet_parts';
import type { Mood } from './route_line';
import { labelDrop, outline } from './shapes';

export interface StopMarkOptions extends L.CircleMarkerOptions {
  stop: DayStop;
  mood: Mood;
  chosen: boolean;
  numbered: boolean;
  /** Drawn more faintly than usual, because there are very many. */
  thin: boolean;
  casing: string;
  crossColour: string;
}

export type StopMark = L.CircleMarker & { options: StopMarkOptions };

/** The radius in pixels within which a click counts; drawing stays inside it. */
const REACH = 12;

const Mark = L.CircleMarker.extend({
  _updatePath(this: StopMark & MarkInside) {
    if (this._renderer._drawing && !this._empty()) paint(this._renderer._ctx, this._point, this.options);
  },
}) as unknown as new (point: Point, options: StopMarkOptions) => StopMark;

export function stopMark(point: Point, options: StopMarkOptions): StopMark {
  return new Mark(point, { ...options, radius: REACH, weight: 6, stroke: false });
}

/** Set the shape that clicks must hit: dots are small, numbered marks large. */
export function fitReach(mark: StopMark): void {
  const radius = mark.options.numbered || mark.options.chosen ? REACH : 6;
  if (mark.getRadius() !== radius) mark.setRadius(radius);
}

function paint(ctx: CanvasRenderingContext2D, { x, y }: L.Point, options: StopMarkOptions): void {
  ctx.save();
  ctx.globalAlpha = options.mood === 'dim' ? (options.thin ? 0.16 : 0.3) : 1;
  if (options.chosen) halo(ctx, x, y, options);
  if (options.stop.visit === null) cross(ctx, x, y, options);
  else if (options.numbered || options.chosen) numbered(ctx, x, y, options);
  else dot(ctx, x, y, options);
  ctx.restore();
}

function halo(ctx: CanvasRenderingContext2D, x: number, y: number, { stop, crossColour }: StopMarkOptions): void {
  const colour = stop.visit?.route.look.colour ?? crossColour;
  ctx.beginPath();
  ctx.arc(x, y, 17, 0, 2 * Math.PI);
  ctx.fillStyle = `${colour}40`;
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = colour;
  ctx.stroke();
}

function numbered(ctx: CanvasRenderingContext2D, x: number, y: number, { stop, casing }: StopMarkOptions): void {
  const { route, number } = stop.visit!;
  const { shape, colour, ink } = route.look;
  const label = String(number);
  outline(ctx, shape, x, y, shape === 'circle' ? 9.5 : 9);
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = casing;
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.fillStyle = ink;
  ctx.font = `600 ${label.length > 2 ? 8 : 10.5}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(label, x, y + 0.5 + labelDrop(shape, 20));
}

function dot(ctx: CanvasRenderingContext2D, x: number, y: number, { stop, casing }: StopMarkOptions): void {
  const { shape, colour } = stop.visit!.route.look;
  outline(ctx, shape, x, y, 3.4);
  ctx.lineWidth = 2;
  ctx.strokeStyle = casing;
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.fill();
}

function cross(ctx: CanvasRenderingContext2D, x: number, y: number, { casing, crossColour, numbered: large }: StopMarkOptions): void {
  const size = large ? 8.5 : 5;
  ctx.beginPath();
  ctx.arc(x, y, size, 0, 2 * Math.PI);
  ctx.fillStyle = casing;
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = crossColour;
  ctx.stroke();
  const arm = size * 0.42;
  ctx.beginPath();
  ctx.moveTo(x - arm, y - arm);
  ctx.lineTo(x + arm, y + arm);
  ctx.moveTo(x + arm, y - arm);
  ctx.lineTo(x - arm, y + arm);
  ctx.stroke();
}
