/** Lockers: each bank with its compartments by size, how full it was, and what lies there too long. */

import { drawing, element, foreign } from '../dom';
import type { components } from '../generated/api';
import { fetchJson, postJson, Refused } from '../live/api';
import type { Given } from './desk';
import { occupancy, overdue, type DayUse, type Parcel } from './occupancy';
import { table } from './table';
import { dayText, momentText, type Words } from './words';

type Bank = components['schemas']['BankOut'];
type Parcels = components['schemas']['ParcelsOut'];

const DAYS = 14;
const MOST_PAGES = 20;

/** Draw the screen. */
export async function showLockers(given: Given): Promise<void> {
  const { place, words } = given;
  const { banks } = await fetchJson<components['schemas']['BanksOut']>('/v1/lockers/banks');
  const parcels = await allParcels();
  const late = overdue(parcels, new Date());
  place.replaceChildren(element('main', {},
    element('h1', {}, words.screens.lockers),
    element('section', { 'aria-label': words.overdue }, element('h2', {}, words.overdue), late.length ? lateTable(late, banks, given) : element('p', { class: 'muted' }, words.noneOverdue)),
    ...(banks.length ? banks.map((bank) => bankCard(bank, parcels.filter((each) => each.bank === bank.bank), words)) : [element('p', { class: 'muted' }, words.noBanks)])));
}

/** Return all parcels that are needed: pages come newest first, and what lies there long is asked for besides. */
async function allParcels(): Promise<Parcel[]> {
  const since = Date.now() - DAYS * 86_400_000;
  const found = new Map<string, Parcel>();
  for (const state of ['', 'deposited', 'expired']) {
    let token: string | null = '';
    for (let page = 0; token !== null && page < MOST_PAGES; page++) {
      const asked: Parcels = await fetchJson<Parcels>(`/v1/lockers/parcels?page_size=500${state && `&state=${state}`}${token && `&page_token=${encodeURIComponent(token)}`}`);
      for (const each of asked.parcels) found.set(each.order_id, each);
      const last = asked.parcels.at(-1);
      token = !state && last && Date.parse(last.at) < since ? null : asked.next_page_token;
    }
  }
  return [...found.values()];
}

function lateTable(late: Parcel[], banks: Bank[], given: Given): HTMLElement {
  const { words } = given;
  const wrong = element('p', { role: 'alert', class: 'wrong' });
  const rows = late.map((parcel) => {
    const out = element('button', { type: 'button', class: 'small', onclick: () => {
      postJson(`/v1/lockers/parcels/${encodeURIComponent(parcel.order_id)}:fetch`, parcel.state === 'expired' ? {} : { reason: words.overdue })
        .then(() => showLockers(given), (error: unknown) => { wrong.textContent = error instanceof Refused ? error.message : words.notReached; });
    } }, words.takenOut);
    return [foreign(parcel.order_id.slice(0, 8)), foreign(banks.find(({ bank }) => bank === parcel.bank)?.name || parcel.bank), foreign(parcel.compartment || parcel.size),
      momentText(parcel.at, words), parcel.until ? momentText(parcel.until, words) : '', words.parcelNext[parcel.state] ?? '', out];
  });
  return element('div', {}, table(words.overdue, [words.order, words.bank, words.compartment, words.since, words.until, words.next, ''], rows), wrong);
}

function bankCard(bank: Bank, parcels: Parcel[], words: Words): HTMLElement {
  const rows = bank.sizes.map((size) => [foreign(size.size), `${size.count}`, `${size.inside}`, `${size.promised}`, `${size.broken}`, `${size.free}`, filled(size.inside + size.promised, size.count)]);
  const uses = occupancy(parcels, DAYS, new Date());
  const outages = bank.outages.map((each) => element('p', { class: 'wrong' }, words.outOf(each.compartment || words.wholeBank), ' ', foreign(each.reason), each.until ? ` · ${words.until} ${momentText(each.until, words)}` : ''));
  const all = bank.sizes.reduce((sum, { count }) => sum + count, 0);
  return element('section', { class: 'card', 'aria-label': bank.name || bank.bank },
    element('h2', {}, foreign(bank.name || bank.bank), ' ', element('small', {}, foreign(bank.bank))),
    ...outages,
    table(words.compartments, [words.size, words.count, words.inside, words.promised, words.broken, words.free, ''], rows),
    element('h3', {}, words.overTime), chart(uses, all, words),
    element('details', {}, element('summary', {}, words.asTable), table(words.overTime, [words.day, words.most], uses.map(({ day, most }) => [dayText(day, words), `${most}`]))));
}

function filled(used: number, count: number): SVGElement {
  return drawing('svg', { class: 'filled', viewBox: '0 0 100 8', width: 100, height: 8, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    drawing('rect', { class: 'rail', width: 100, height: 8, rx: 3 }), drawing('rect', { class: 'used', width: count ? (100 * Math.min(used, count)) / count : 0, height: 8, rx: 3 }));
}

/** Return bars, one a day; the line at the top is every compartment there is. */
function chart(uses: DayUse[], all: number, words: Words): SVGElement {
  const high = Math.max(all, ...uses.map(({ most }) => most), 1);
  const bars = uses.map(({ day, most }, k) => {
    const title = drawing('title', {});
    title.textContent = `${dayText(day, words)}: ${most}`;
    const height = (most / high) * 70;
    return drawing('g', {}, drawing('rect', { class: 'used', x: 6 + k * 30, y: 80 - height, width: 22, height }, title), label(6 + k * 30 + 11, 94, day.slice(8)));
  });
  const top = 80 - (all / high) * 70;
  const picture = drawing('svg', { class: 'chart', viewBox: `0 0 ${uses.length * 30 + 40} 100`, role: 'img', 'aria-label': words.chartOf(Math.max(...uses.map(({ most }) => most)), all) },
    drawing('line', { class: 'rail', x1: 0, x2: uses.length * 30, y1: top, y2: top }), label(uses.length * 30 + 18, top + 4, `${all}`), ...bars);
  return picture;
}

function label(x: number, y: number, text: string): SVGElement {
  const made = drawing('text', { x, y, 'text-anchor': 'middle' });
  made.textContent = text;
  return made;
}
