/** The parts of Leaflet 1.9 that drawing on its canvas needs and its types leave out. */

import L from 'leaflet';

export interface CanvasInside {
  _container: HTMLCanvasElement;
  _ctx: CanvasRenderingContext2D;
  _drawing: boolean;
  _redrawBounds: L.Bounds | null;
  _redraw(): void;
}

export interface LineInside {
  _renderer: CanvasInside;
  _parts: L.Point[][];
}

export interface MarkInside {
  _renderer: CanvasInside;
  _point: L.Point;
  _empty(): boolean;
}

/** Draw a whole canvas anew, once, after many of its paths have changed. */
export function redraw(renderer: L.Canvas): void {
  const inside = renderer as unknown as CanvasInside;
  if (!inside._ctx) return;
  inside._redrawBounds = null;
  inside._redraw();
}

const COPY = 'paper-copy';

/**
 * Put a picture of a canvas over it, for paper, and return how to take it away.
 *
 * Browsers print the strokes of a canvas rather than its pixels, and there whatever was ever cleared comes
 * out white and covers what lies beneath; a fresh canvas that holds the pixels prints as it looks.
 */
export function copyForPaper(renderer: L.Canvas): () => void {
  const source = (renderer as unknown as CanvasInside)._container;
  const copy = document.createElement('canvas');
  [copy.width, copy.height, copy.className] = [source.width, source.height, `${source.className} ${COPY}`];
  copy.style.cssText = source.style.cssText;
  copy.getContext('2d')!.drawImage(source, 0, 0);
  source.after(copy);
  return () => copy.remove();
}
