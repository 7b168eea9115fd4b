/** What stands on the map besides routes and stops: depots, buttons, and the tip under the pointer. */

import L from 'leaflet';
import type { Context } from '../context';
import { element, foreign } from '../dom';
import { icon } from '../page/icons';
import type { StopMark } from './stop_mark';

export function addDepots(map: L.Map, { day, words }: Context): void {
  for (const { json, point } of day.depots) {
    if (!point) continue;
    const html = element('div', { class: 'depot-mark' }, icon('home', 15));
    const name = `${words.depot}: ${json.name || json.id}`;
    const card = () => element('div', { class: 'card' }, element('strong', {}, foreign(json.name || json.id)), element('small', {}, words.depot));
    const picture = L.divIcon({ html, className: 'depot-icon', iconSize: [26, 26] });
    L.marker(point, { icon: picture, title: name, alt: name, zIndexOffset: -500 }).bindPopup(card).addTo(map);
  }
}

export function addControls(map: L.Map, { words }: Context, showAll: () => void): void {
  L.control.zoom({ position: 'topleft', zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.control.scale({ position: 'bottomleft', imperial: false }).addTo(map);
  const whole = new L.Control({ position: 'topleft' });
  whole.onAdd = () => {
    const button = element('a', { href: '#', role: 'button', title: words.showAll, 'aria-label': words.showAll }, icon('whole'));
    L.DomEvent.on(button, 'click', (event) => {
      L.DomEvent.stop(event);
      showAll();
    });
    return element('div', { class: 'leaflet-bar' }, button);
  };
  whole.addTo(map);
}

/** Show number, vehicle and name of the stop under the pointer. */
export function addTips(map: L.Map, marks: L.FeatureGroup, { words }: Context): void {
  const tip = L.tooltip({ direction: 'top', offset: [0, -10], className: 'stop-tip' });
  marks.on('mouseover', (event) => {
    const { stop } = (event.propagatedFrom as StopMark).options;
    const before = stop.visit ? `${stop.visit.number} · ${stop.visit.route.vehicle.id}` : words.unserved;
    tip.setLatLng(stop.point!).setContent(element('span', {}, foreign(before), ' · ', foreign(stop.title))).addTo(map);
  });
  marks.on('mouseout', () => tip.remove());
}
