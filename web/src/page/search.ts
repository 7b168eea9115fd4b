/** Finds a stop by its id, name or address. */

import { chooseStop } from '../choices';
import type { Context } from '../context';
import { element, foreign } from '../dom';
import type { DayStop } from '../plan/day';

const MOST = 8;

/** Return the field and its list of matches. */
export function searchField({ day, store, words, figures }: Context): HTMLElement {
  const matches = element('div', { class: 'matches', id: 'matches', hidden: true });
  const field = element('input', {
    type: 'search', placeholder: words.find, 'aria-label': words.find, 'aria-controls': 'matches', autocomplete: 'off', spellcheck: 'false',
  });
  const holder = element('div', { class: 'search' }, field, matches);
  const choose = (stop: DayStop) => {
    matches.hidden = true;
    chooseStop(day, store, stop.index);
  };
  const match = (stop: DayStop) =>
    element(
      'button',
      { type: 'button', onclick: () => choose(stop) },
      foreign(stop.title),
      element('small', {}, stop.visit ? foreign(`${stop.visit.route.vehicle.id} · ${figures.clock(stop.visit.json.arrival_s)}`) : stop.instead ? foreign(words.insteadOf(stop.instead.title)) : words.unserved),
    );
  const look = () => {
    const found = findStops(day.stops, field.value, MOST);
    matches.replaceChildren(...(found.length > 0 ? found.map(match) : [element('p', {}, words.noMatch)]));
    matches.hidden = field.value.trim() === '';
  };
  field.addEventListener('input', look);
  field.addEventListener('focus', look);
  field.addEventListener('keydown', (event) => {
    const first = findStops(day.stops, field.value, 1)[0];
    if (event.key === 'Enter' && first) choose(first);
    if (event.key === 'ArrowDown') matches.querySelector('button')?.focus();
  });
  holder.addEventListener('focusout', (event) => {
    if (!holder.contains(event.relatedTarget as Node | null)) matches.hidden = true;
  });
  holder.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    matches.hidden = true;
  });
  return holder;
}

/** Return the stops that hold `text`, those whose id or name begins with it first; none for empty text. */
export function findStops(stops: DayStop[], text: string, most: number): DayStop[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const rank = (stop: DayStop) => {
    const words = [stop.json.id, stop.title, stop.address].map((each) => each.toLowerCase());
    if (words[0] === wanted) return 0;
    if (words.some((each) => each.startsWith(wanted))) return 1;
    return words.some((each) => each.includes(wanted)) ? 2 : 3;
  };
  const ranked = stops.map((stop) => ({ stop, rank: rank(stop) })).filter((each) => each.rank < 3);
  return ranked.sort((a, b) => a.rank - b.rank).slice(0, most).map((each) => each.stop);
}
