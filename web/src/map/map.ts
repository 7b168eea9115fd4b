/** The map: streets, routes, stops and depots; what is in hand stands out, the rest steps back. */

import L from 'leaflet';
import { chooseNothing, chooseRoute, chooseStop } from '../choices';
import type { Context } from '../context';
import { element } from '../dom';
import { token } from '../page/theme';
import { legsOf, type Day } from '../plan/day';
import type { StreetsFile } from '../plan/plan_file';
import { stopCard } from '../stop_card';
import type { State } from '../store';
import { addControls, addDepots, addTips } from './furniture';
import { copyForPaper, redraw } from './leaflet_parts';
import { CROWDED, isHidden, lift, moodOf, numberedStops, routeOf } from './order';
import { routeLine, type RouteLine } from './route_line';
import { fitReach, stopMark, type StopMark } from './stop_mark';
import { streetLayer } from './street_layer';

export class MapView {
  private readonly map: L.Map;
  private readonly renderer = L.canvas({ padding: 0.25, tolerance: 3 });
  private readonly lines: (RouteLine | null)[];
  private readonly marks: StopMark[];
  private readonly lineGroup: L.FeatureGroup;
  private readonly markGroup: L.FeatureGroup;
  private readonly popup = L.popup({ maxWidth: 320, minWidth: 200, autoPanPadding: [20, 20], offset: [0, -6] });
  private streets: L.GridLayer | null = null;
  /** Whether the popup closes because of us, not because a person closed it. */
  private telling = false;
  private dropCopy: () => void = () => {};

  constructor(holder: HTMLElement, private readonly context: Context, private readonly home: L.LatLngBounds) {
    this.map = L.map(holder, { zoomControl: false, maxZoom: 19, zoomSnap: 0.5, wheelPxPerZoomLevel: 90, fadeAnimation: false });
    this.map.attributionControl.setPrefix('Leaflet').addAttribution(escapeText(context.day.file.attribution));
    this.map.fitBounds(home, { padding: [34, 34], animate: false });
    this.lines = linesOf(context.day, this.renderer);
    this.marks = marksOf(context.day, this.renderer);
    this.lineGroup = L.featureGroup(this.lines.filter((line) => line !== null)).addTo(this.map);
    this.markGroup = L.featureGroup(this.marks).addTo(this.map);
    addDepots(this.map, context);
    addControls(this.map, context, () => this.map.fitBounds(home, { padding: [34, 34] }));
    addTips(this.map, this.markGroup, context);
    this.obeyClicks();
  }

  update(state: State, before: State | null): void {
    this.dress(state);
    if (state.stop !== before?.stop || state.route !== before?.route) this.tell(state, before);
    if (state.paint !== before?.paint) this.streets?.redraw();
    if (before && state.closer !== before.closer) this.zoomTo(this.boundsOf(state));
  }

  showStreets(file: StreetsFile): void {
    this.streets = streetLayer(file, () => ({
      minor: token('--street'), major: token('--street-major'), casing: token('--street-casing'),
    }));
    this.streets.addTo(this.map);
    const known = this.context.day.file.attribution;
    if (file.attribution && file.attribution !== known) this.map.attributionControl.addAttribution(escapeText(file.attribution));
  }

  resize(): void {
    this.map.invalidateSize({ animate: false });
  }

  /** Fill the map's present size with the route in hand, or with all; for paper or back for the screen. */
  fit(state: State, paper: boolean): void {
    this.dropCopy();
    this.map.invalidateSize({ animate: false, pan: false });
    this.map.fitBounds(this.boundsOf(state), { padding: [20, 20], animate: false });
    this.streets?.redraw();
    this.dress(state);
    if (paper) this.dropCopy = copyForPaper(this.renderer);
  }

  destroy(): void {
    this.map.remove();
  }

  private obeyClicks(): void {
    const { day, store } = this.context;
    this.map.on('click', () => chooseNothing(store));
    this.map.on('zoomend', () => this.dress(store.get()));
    this.lineGroup.on('click', (event) => chooseRoute(store, this.lines.indexOf(event.propagatedFrom as RouteLine)));
    this.markGroup.on('click', (event) => chooseStop(day, store, (event.propagatedFrom as StopMark).options.stop.index));
    this.popup.on('remove', () => {
      if (!this.telling && store.get().stop !== null) store.set({ stop: null });
    });
  }

  /** Give every line and mark the look that the state asks for, and draw them all once. */
  private dress(state: State): void {
    const [casing, crossColour] = [token('--casing'), token('--bad')];
    const numbered = numberedStops(this.map, state, this.marks);
    const thin = numbered.size < CROWDED * this.marks.length;
    this.lines.forEach((line, k) => {
      if (!line) return;
      Object.assign(line.options, { casing, thin, mood: moodOf(state, k) });
      show(this.lineGroup, line, !state.hidden.has(k));
    });
    for (const mark of this.marks) {
      const { index } = mark.options.stop;
      const look = { casing, thin, crossColour, mood: moodOf(state, routeOf(mark)) };
      Object.assign(mark.options, { ...look, numbered: numbered.has(index), chosen: index === state.stop });
      show(this.markGroup, mark, !isHidden(state, mark));
      fitReach(mark);
    }
    lift(state, this.lines, this.marks);
    redraw(this.renderer);
  }

  /** Open the card of the stop in hand, or see to it that the route in hand is in view. */
  private tell(state: State, before: State | null): void {
    this.telling = true;
    const stop = state.stop === null ? null : this.context.day.stops[state.stop];
    if (stop?.point) this.popup.setLatLng(stop.point).setContent(stopCard(this.context, stop)).openOn(this.map);
    else this.map.closePopup(this.popup);
    this.telling = false;
    const bounds = this.boundsOf(state);
    const anew = state.route !== null && state.route !== before?.route && state.stop === null;
    if (anew && !this.map.getBounds().intersects(bounds)) this.zoomTo(bounds);
  }

  private boundsOf(state: State): L.LatLngBounds {
    return (state.route === null ? null : this.lines[state.route]?.getBounds()) ?? this.home;
  }

  private zoomTo(bounds: L.LatLngBounds): void {
    this.map.fitBounds(bounds, { padding: [40, 40] });
  }
}

/** Return the map of a day; null when nothing has a point. */
export function createMap(holder: HTMLElement, context: Context): MapView | null {
  const { stops, depots } = context.day;
  const points = [...stops, ...depots].flatMap((each) => (each.point ? [each.point] : []));
  return points.length > 0 ? new MapView(holder, context, L.latLngBounds(points)) : null;
}

function linesOf(day: Day, renderer: L.Canvas): (RouteLine | null)[] {
  return day.routes.map((route) => {
    const { legs, straight } = legsOf(day, route);
    const options = { renderer, look: route.look, straight, thin: false, mood: 'plain', casing: '#fff', bubblingMouseEvents: false } as const;
    return legs.length > 0 ? routeLine(legs, options) : null;
  });
}

function marksOf(day: Day, renderer: L.Canvas): StopMark[] {
  const plain = { mood: 'plain', chosen: false, numbered: true, thin: false, casing: '#fff', crossColour: '#b3261e' } as const;
  return day.stops.flatMap((stop) => (stop.point && !stop.instead ? [stopMark(stop.point, { renderer, stop, ...plain, bubblingMouseEvents: false })] : []));
}

function show(group: L.FeatureGroup, layer: L.Layer, visible: boolean): void {
  if (visible !== group.hasLayer(layer)) (visible ? group.addLayer(layer) : group.removeLayer(layer));
}

function escapeText(text: string): string {
  return element('span', {}, text).innerHTML;
}
