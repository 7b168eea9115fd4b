/** The parts of Leaflet 1.9 that drawing on its canvas needs and its types leave out. */

import L from 'leaflet';

export interface CanvasInside {
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
