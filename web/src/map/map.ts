/** The map: streets, routes, stops and depots; what is in hand stands out, the rest steps back. */

import L from 'leaflet';
import { chooseNothing, chooseRoute, chooseStop } from '../choices';
import type { Context } from '../context';
import { element, foreign } from '../dom';
import { legsOf, type DayRoute, type DayStop, type Point } from '../plan/day';
import type { StreetsFile } from '../plan/plan_file';
import { stopCard } from '../stop_card';
import type { State } from '../store';
import { icon } from '../page/icons';
import { token } from '../page/theme';
import { roomFor } from './declutter';
import { copyForPaper, redraw } from './leaflet_parts';
import { routeLine, type Mood, type RouteLine } from './route_line';
import { fitReach, stopMark, type StopMark } from './stop_mark';
import { streetLayer } from './street_layer';

/** How far apart numbered marks are, in pixels; those nearer to another become dots. */
const ROOM = 18;
/** Where a smaller share of the stops than this has room for numbers, none but the route in hand shows any. */
const CROWDED = 0.3;

export interface MapView {
  update(state: State, before: State | null): void;
  showStreets(streets: StreetsFile): void;
  resize(): void;
  /** Fill the map's present size with the route in hand, or with all; for paper or back for the screen. */
  fit(state: State, paper: boolean): void;
  destroy(): void;
}

/** Return the map of a day; null when nothing has a point. */
export function createMap(holder: HTMLElement, context: Context): MapView | null {
  const { day, store, words } = context;
  const points = [...day.stops, ...day.depots].flatMap((each) => (each.point ? [each.point] : []));
  if (points.length === 0) return null;
  const map = L.map(holder, { zoomControl: false, maxZoom: 19, zoomSnap: 0.5, wheelPxPerZoomLevel: 90, boxZoom: true, fadeAnimation: false });
  const renderer = L.canvas({ padding: 0.25, tolerance: 3 });
  const home = L.latLngBounds(points);
  map.attributionControl.setPrefix('Leaflet').addAttribution(escapeText(day.file.attribution));
  map.fitBounds(home, { padding: [34, 34], animate: false });
  const lines = day.routes.map((route) => lineOf(context, route, renderer));
  const marks = day.stops.map((stop) => (stop.point ? markOf(stop, stop.point, renderer) : null));
  const lineGroup = L.featureGroup(lines.filter((line) => line !== null)).addTo(map);
  const markGroup = L.featureGroup(marks.filter((mark) => mark !== null)).addTo(map);
  addDepots(map, context);
  addControls(map, context, home);
  const popup = L.popup({ maxWidth: 320, minWidth: 200, autoPanPadding: [20, 20], offset: [0, -6] });
  popup.on('remove', () => store.get().stop !== null && !changing && store.set({ stop: null }));
  map.on('click', () => chooseNothing(store));
  lineGroup.on('click', (event) => act(event, () => chooseRoute(store, lines.indexOf(event.propagatedFrom as RouteLine))));
  markGroup.on('click', (event) => act(event, () => chooseStop(day, store, (event.propagatedFrom as StopMark).options.stop.index)));
  hoverTips(map, markGroup, words.unserved);
  let changing = false;
  let dropCopy = () => {};
  let streets: L.GridLayer | null = null;

  const dress = (state: State) => {
    const [casing, crossColour] = [token('--casing'), token('--bad')];
    const numbered = numberedStops(map, state, marks);
    const thin = numbered.size < CROWDED * marks.length;
    lines.forEach((line, k) => {
      if (!line) return;
      Object.assign(line.options, { casing, thin, mood: moodOf(state, k) });
      show(lineGroup, line, !state.hidden.has(k));
    });
    marks.forEach((mark) => {
      if (!mark) return;
      const { stop } = mark.options;
      const route = routeOf(mark);
      Object.assign(mark.options, { casing, thin, crossColour, numbered: numbered.has(stop.index), chosen: stop.index === state.stop, mood: moodOf(state, route) });
      show(markGroup, mark, !isHidden(state, mark));
      fitReach(mark);
    });
    lift(state, lines, marks);
    redraw(renderer);
  };
  map.on('zoomend', () => dress(store.get()));

  const tell = (state: State, before: State | null) => {
    changing = true;
    const stop = state.stop === null ? null : day.stops[state.stop];
    if (stop?.point) popup.setLatLng(stop.point).setContent(stopCard(context, stop)).openOn(map);
    else map.closePopup(popup);
    changing = false;
    if (state.route !== null && state.route !== before?.route && state.stop === null) reveal(map, lines[state.route]);
  };

  return {
    update: (state, before) => {
      dress(state);
      if (state.stop !== before?.stop || state.route !== before?.route) tell(state, before);
      if (state.paint !== before?.paint) streets?.redraw();
      if (before && state.closer !== before.closer) zoomTo(map, state.route === null ? home : lines[state.route]?.getBounds());
    },
    showStreets: (file) => {
      streets = streetLayer(file, () => ({ minor: token('--street'), major: token('--street-major'), casing: token('--street-casing') }));
      streets.addTo(map);
      if (file.attribution && file.attribution !== day.file.attribution) map.attributionControl.addAttribution(escapeText(file.attribution));
    },
    resize: () => map.invalidateSize({ animate: false }),
    fit: (state, paper) => {
      dropCopy();
      map.invalidateSize({ animate: false, pan: false });
      const bounds = state.route === null ? home : (lines[state.route]?.getBounds() ?? home);
      map.fitBounds(bounds, { padding: [20, 20], animate: false });
      streets?.redraw();
      dress(state);
      if (paper) dropCopy = copyForPaper(renderer);
    },
    destroy: () => map.remove(),
  };
}

function lineOf({ day }: Context, route: DayRoute, renderer: L.Canvas): RouteLine | null {
  const { legs, straight } = legsOf(day, route);
  if (legs.length === 0) return null;
  return routeLine(legs, { renderer, look: route.look, straight, thin: false, mood: 'plain', casing: '#fff', bubblingMouseEvents: false });
}

function markOf(stop: DayStop, point: Point, renderer: L.Canvas): StopMark {
  return stopMark(point, {
    renderer, stop, mood: 'plain', chosen: false, numbered: true, thin: false, casing: '#fff', crossColour: '#b3261e', bubblingMouseEvents: false,
  });
}

function moodOf(state: State, route: number | null): Mood {
  if (state.route === null) return 'plain';
  return state.route === route ? 'lit' : 'dim';
}

function show(group: L.FeatureGroup, layer: L.Layer, visible: boolean): void {
  if (visible !== group.hasLayer(layer)) (visible ? group.addLayer(layer) : group.removeLayer(layer));
}

/** Return the indexes of stops that show their number: all of the route in hand, others where there is room. */
function numberedStops(map: L.Map, state: State, marks: (StopMark | null)[]): Set<number> {
  const shown = marks.filter((mark): mark is StopMark => mark !== null && !isHidden(state, mark));
  const own = state.route === null ? [] : shown.filter((mark) => routeOf(mark) === state.route);
  const others = shown.filter((mark) => !own.includes(mark));
  // Stops left out come first of the others: they need a decision.
  const ordered = [...own, ...others.filter((mark) => routeOf(mark) === null), ...others.filter((mark) => routeOf(mark) !== null)];
  const room = roomFor(ordered.map((mark) => map.latLngToLayerPoint(mark.getLatLng())), ROOM);
  const crowded = room.filter(Boolean).length < CROWDED * ordered.length;
  return new Set(ordered.filter((_, k) => k < own.length || (room[k] && !crowded)).map((mark) => mark.options.stop.index));
}

function routeOf(mark: StopMark): number | null {
  return mark.options.stop.visit?.route.index ?? null;
}

function isHidden(state: State, mark: StopMark): boolean {
  const route = routeOf(mark);
  return route !== null && state.hidden.has(route);
}

/** Put dots lowest, numbers above them, then the route in hand, then its stops, and the stop in hand on top. */
function lift(state: State, lines: (RouteLine | null)[], marks: (StopMark | null)[]): void {
  const rank = (mark: StopMark) => (routeOf(mark) === state.route && state.route !== null ? 2 : mark.options.numbered ? 1 : 0);
  const ranked: StopMark[][] = [[], [], []];
  for (const mark of marks) if (mark) ranked[rank(mark)].push(mark);
  [...ranked[0], ...ranked[1]].forEach((mark) => mark.bringToFront());
  if (state.route !== null) lines[state.route]?.bringToFront();
  ranked[2].forEach((mark) => mark.bringToFront());
  if (state.stop !== null) marks[state.stop]?.bringToFront();
}

function zoomTo(map: L.Map, bounds: L.LatLngBounds | undefined): void {
  if (bounds) map.fitBounds(bounds, { padding: [40, 40] });
}

function reveal(map: L.Map, line: RouteLine | null): void {
  if (line && !map.getBounds().intersects(line.getBounds())) zoomTo(map, line.getBounds());
}

function act(event: L.LeafletEvent, choose: () => void): void {
  L.DomEvent.stop((event as L.LeafletMouseEvent).originalEvent);
  choose();
}

function addDepots(map: L.Map, { day, words }: Context): void {
  for (const { json, point } of day.depots) {
    if (!point) continue;
    const html = element('div', { class: 'depot-mark' }, icon('home', 15));
    const name = `${words.depot}: ${json.name || json.id}`;
    L.marker(point, { icon: L.divIcon({ html, className: 'depot-icon', iconSize: [26, 26] }), title: name, alt: name, zIndexOffset: -500 })
      .bindPopup(() => element('div', { class: 'card' }, element('strong', {}, foreign(json.name || json.id)), element('small', {}, words.depot)))
      .addTo(map);
  }
}

function addControls(map: L.Map, { words }: Context, home: L.LatLngBounds): void {
  L.control.zoom({ position: 'topleft', zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.control.scale({ position: 'bottomleft', imperial: false }).addTo(map);
  const whole = new L.Control({ position: 'topleft' });
  whole.onAdd = () => {
    const button = element('a', { href: '#', role: 'button', title: words.showAll, 'aria-label': words.showAll }, icon('whole'));
    L.DomEvent.on(button, 'click', (event) => {
      L.DomEvent.stop(event);
      map.fitBounds(home, { padding: [34, 34] });
    });
    return element('div', { class: 'leaflet-bar' }, button);
  };
  whole.addTo(map);
}

function hoverTips(map: L.Map, marks: L.FeatureGroup, unserved: string): void {
  const tip = L.tooltip({ direction: 'top', offset: [0, -10], className: 'stop-tip' });
  marks.on('mouseover', (event) => {
    const { stop } = (event.propagatedFrom as StopMark).options;
    const before = stop.visit ? `${stop.visit.number} · ${stop.visit.route.vehicle.id}` : unserved;
    tip.setLatLng(stop.point!).setContent(element('span', {}, foreign(before), ' · ', foreign(stop.title))).addTo(map);
  });
  marks.on('mouseout', () => tip.remove());
}

function escapeText(text: string): string {
  return element('span', {}, text).innerHTML;
}
