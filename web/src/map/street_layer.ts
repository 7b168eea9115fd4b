/** The streets behind the routes, drawn once per map tile from their lines; nothing is fetched. */

import { decode } from '@mapbox/polyline';
import L from 'leaflet';
import type { StreetsFile } from '../plan/plan_file';

/** Points in the square world of Web Mercator, 0..1 each way. */
interface Line {
  xs: Float64Array;
  ys: Float64Array;
  west: number;
  east: number;
  north: number;
  south: number;
}

interface StreetClass {
  rank: number;
  lines: Line[];
}

/** Width in pixels at zoom 15, and the zoom from which a class is drawn. Higher ranks lie above lower ones. */
const RANKS = [
  { width: 1.6, from: 14.5, classes: ['path', 'footway', 'cycleway', 'steps', 'pedestrian', 'track', 'service'] },
  { width: 3, from: 12.5, classes: [] },
  { width: 4.5, from: 11, classes: ['tertiary', 'tertiary_link'] },
  { width: 5.5, from: 9, classes: ['secondary', 'secondary_link', 'primary_link', 'trunk_link', 'motorway_link'] },
  { width: 6.5, from: 7, classes: ['primary'] },
  { width: 7.5, from: 0, classes: ['trunk', 'motorway'] },
];
const OTHER = 1;
const TILE = 512;

export interface StreetColours {
  minor: string;
  major: string;
  casing: string;
}

/** Return a Leaflet layer of the streets; `colours` is asked at every drawing, so that themes can change. */
export function streetLayer(file: StreetsFile, colours: () => StreetColours): L.GridLayer {
  const classes = file.classes.map(readClass).sort((a, b) => a.rank - b.rank);
  const Layer = L.GridLayer.extend({
    createTile(coords: L.Coords): HTMLElement {
      const tile = document.createElement('canvas');
      const scale = window.devicePixelRatio > 1 ? 2 : 1;
      tile.width = tile.height = TILE * scale;
      const ctx = tile.getContext('2d')!;
      ctx.scale(scale, scale);
      paintTile(ctx, classes, coords, colours());
      return tile;
    },
  }) as unknown as new (options: L.GridLayerOptions) => L.GridLayer;
  return new Layer({ tileSize: TILE, updateWhenZooming: false, keepBuffer: 1, maxZoom: 20, className: 'street-tile' });
}

function readClass({ class: name, lines }: StreetsFile['classes'][number]): StreetClass {
  const found = RANKS.findIndex((rank) => rank.classes.includes(name));
  return { rank: found === -1 ? OTHER : found, lines: lines.map((line) => readLine(decode(line, 5))) };
}

function readLine(points: [number, number][]): Line {
  const xs = new Float64Array(points.length);
  const ys = new Float64Array(points.length);
  let [west, east, north, south] = [1, 0, 1, 0];
  points.forEach(([lat, lon], k) => {
    const x = lon / 360 + 0.5;
    const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
    xs[k] = x;
    ys[k] = y;
    [west, east] = [Math.min(west, x), Math.max(east, x)];
    [north, south] = [Math.min(north, y), Math.max(south, y)];
  });
  return { xs, ys, west, east, north, south };
}

/** Tiles of 512 pixels number a world of 2^(zoom - 1) tiles across. */
function paintTile(ctx: CanvasRenderingContext2D, classes: StreetClass[], { x, y, z }: L.Coords, colours: StreetColours): void {
  const across = 2 ** (z - 1);
  const margin = 10 / TILE / across;
  const [west, north] = [x / across, y / across];
  const inside = (line: Line) =>
    line.east >= west - margin && line.west <= west + 1 / across + margin &&
    line.south >= north - margin && line.north <= north + 1 / across + margin;
  const drawn = classes
    .filter(({ rank }) => z >= RANKS[rank].from)
    .map(({ rank, lines }) => ({ rank, width: widthAt(rank, z), path: pathOf(lines.filter(inside), west, north, across * TILE) }));
  ctx.lineJoin = ctx.lineCap = 'round';
  for (const { width, path } of drawn) {
    if (width < 1.5) continue;
    ctx.strokeStyle = colours.casing;
    ctx.lineWidth = width + 1.6;
    ctx.stroke(path);
  }
  for (const { rank, width, path } of drawn) {
    ctx.strokeStyle = rank >= 4 ? colours.major : colours.minor;
    ctx.lineWidth = width;
    ctx.stroke(path);
  }
}

function widthAt(rank: number, zoom: number): number {
  return Math.max(RANKS[rank].width * 1.45 ** (zoom - 15), 0.9);
}

function pathOf(lines: Line[], west: number, north: number, pixels: number): Path2D {
  const path = new Path2D();
  for (const { xs, ys } of lines) {
    for (let k = 0; k < xs.length; k++) {
      const px = (xs[k] - west) * pixels;
      const py = (ys[k] - north) * pixels;
      if (k === 0) path.moveTo(px, py);
      else path.lineTo(px, py);
    }
  }
  return path;
}
