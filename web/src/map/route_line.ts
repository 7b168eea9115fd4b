/** A route on the map: a coloured line on a casing, with arrows in the direction driven. */

import L from 'leaflet';
import type { Point } from '../plan/day';
import type { Look } from '../plan/looks';
import type { LineInside } from './leaflet_parts';

/** plain: nothing is in hand; lit: this route is; dim: another one is. */
export type Mood = 'plain' | 'lit' | 'dim';

export interface RouteLineOptions extends L.PolylineOptions {
  look: Look;
  straight: boolean;
  mood: Mood;
  /** Drawn thinly, without arrows, because there is little room. */
  thin: boolean;
  casing: string;
}

export type RouteLine = L.Polyline & { options: RouteLineOptions };

const WIDTH = { plain: 3, lit: 5, dim: 2.5 };
const ARROW_GAP = { plain: 150, lit: 90, dim: Infinity };

const Line = L.Polyline.extend({
  _updatePath(this: RouteLine & LineInside) {
    if (this._renderer._drawing && this._parts.length > 0) paint(this._renderer._ctx, this._parts, this.options);
  },
}) as unknown as new (legs: Point[][], options: RouteLineOptions) => RouteLine;

export function routeLine(legs: Point[][], options: RouteLineOptions): RouteLine {
  return new Line(legs, { weight: 6, smoothFactor: 1.2, ...options });
}

function paint(ctx: CanvasRenderingContext2D, parts: L.Point[][], { look, mood, straight, thin, casing }: RouteLineOptions): void {
  const slight = mood === 'dim' || (thin && mood === 'plain');
  ctx.save();
  ctx.lineJoin = 'round';
  ctx.lineCap = look.dash.length > 0 || straight ? 'butt' : 'round';
  ctx.globalAlpha = mood === 'dim' ? (thin ? 0.14 : 0.28) : 1;
  trace(ctx, parts);
  if (!slight) {
    ctx.strokeStyle = casing;
    ctx.lineWidth = WIDTH[mood] + 3;
    ctx.stroke();
  }
  ctx.setLineDash(straight ? [2, 5] : look.dash);
  ctx.strokeStyle = look.colour;
  ctx.lineWidth = slight ? 1.8 : WIDTH[mood];
  ctx.stroke();
  ctx.setLineDash([]);
  if (!slight) arrows(ctx, parts, look.colour, casing, mood);
  ctx.restore();
}

function trace(ctx: CanvasRenderingContext2D, parts: L.Point[][]): void {
  ctx.beginPath();
  for (const part of parts) part.forEach((point, k) => (k === 0 ? ctx.moveTo(point.x, point.y) : ctx.lineTo(point.x, point.y)));
}

/** Put an arrow head on the line every so many pixels; legs count on into one another. */
function arrows(ctx: CanvasRenderingContext2D, parts: L.Point[][], colour: string, casing: string, mood: Mood): void {
  const gap = ARROW_GAP[mood];
  let due = gap / 2;
  for (const part of parts) {
    for (let k = 1; k < part.length; k++) {
      const [from, to] = [part[k - 1], part[k]];
      const length = from.distanceTo(to);
      while (due <= length && length > 0) {
        const share = due / length;
        const angle = Math.atan2(to.y - from.y, to.x - from.x);
        arrow(ctx, from.x + share * (to.x - from.x), from.y + share * (to.y - from.y), angle, mood === 'lit' ? 7 : 5.5, colour, casing);
        due += gap;
      }
      due -= length;
    }
  }
}

function arrow(ctx: CanvasRenderingContext2D, x: number, y: number, angle: number, size: number, fill: string, edge: string): void {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  ctx.beginPath();
  ctx.moveTo(size, 0);
  ctx.lineTo(-size * 0.7, size * 0.8);
  ctx.lineTo(-size * 0.3, 0);
  ctx.lineTo(-size * 0.7, -size * 0.8);
  ctx.closePath();
  ctx.lineWidth = 2;
  ctx.strokeStyle = edge;
  ctx.stroke();
  ctx.fillStyle = fill;
  ctx.fill();
  ctx.restore();
}
