/** The mark of a stop: the same shape on the map, in lists and in popups. */

import { drawing } from '../dom';
import { corners, type Look, type Shape } from '../plan/looks';

/** Lay the outline of a shape as the current path of `ctx`. */
export function outline(ctx: CanvasRenderingContext2D, shape: Shape, x: number, y: number, radius: number): void {
  ctx.beginPath();
  if (shape === 'circle') {
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  corners(shape, x, y, radius).forEach(([cx, cy], k) => (k === 0 ? ctx.moveTo(cx, cy) : ctx.lineTo(cx, cy)));
  ctx.closePath();
}

/** Return a route's mark as a small picture, with a number where one is given. */
export function swatch(look: Look, size: number, label = ''): SVGElement {
  const middle = size / 2;
  const radius = size * 0.38;
  const paint = { fill: look.colour };
  const mark =
    look.shape === 'circle'
      ? drawing('circle', { cx: middle, cy: middle, r: radius * 1.12, ...paint })
      : drawing('polygon', { points: corners(look.shape, middle, middle, radius).map(String).join(' '), ...paint });
  const text = drawing('text', {
    x: middle,
    y: middle + labelDrop(look.shape, size),
    fill: look.ink,
    'font-size': size * (label.length > 2 ? 0.38 : 0.5),
    'text-anchor': 'middle',
    'dominant-baseline': 'central',
  });
  text.textContent = label;
  return drawing('svg', { class: 'swatch', width: size, height: size, viewBox: `0 0 ${size} ${size}`, 'aria-hidden': 'true' }, mark, text);
}

/** How far below the centre a number sits, so that it looks centred. */
export function labelDrop(shape: Shape, size: number): number {
  return shape === 'triangle' ? size * 0.07 : 0;
}
