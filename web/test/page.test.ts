import { expect, test } from 'vitest';
import { chooseNothing, chooseRoute, chooseStop, stepRoute, stepStop, toggleAll, toggleRoute } from '../src/choices';
import { planAddress, planFiles, type Making } from '../src/live/api';
import { linePoints } from '../src/live/progress_card';
import { roomFor } from '../src/map/declutter';
import { chooseLanguage } from '../src/page/language';
import { findStops } from '../src/page/search';
import { fullness } from '../src/panel/route_list';
import { indexDay } from '../src/plan/day';
import { createStore, NOTHING_SELECTED } from '../src/store';
import { planFile, route, stop, visit } from './day';

const day = indexDay(planFile([stop('a'), stop('b'), stop('left')], [route([visit('a', 30_000), visit('b', 31_000)])]));
const store = () => createStore(NOTHING_SELECTED);

test('taking a stop in hand takes its route, and shows it if it was hidden', () => {
  const held = store();
  toggleRoute(held, 0);
  chooseStop(day, held, 1);
  expect([held.get().route, held.get().stop, held.get().hidden.size]).toEqual([0, 1, 0]);
});

test('taking a stop left out opens the list of those', () => {
  const held = store();
  chooseStop(day, held, 2);
  expect([held.get().route, held.get().tab]).toEqual([null, 'unserved']);
});

test('a route taken twice is laid down again', () => {
  const held = store();
  chooseRoute(held, 0);
  expect(held.get().route).toBe(0);
  chooseRoute(held, 0);
  expect(held.get().route).toBeNull();
});

test('steps go along the route and stop at its ends', () => {
  const held = store();
  stepRoute(day, held, 1);
  const seen = [1, 1, 1, -1].map((by) => {
    stepStop(day, held, by as 1 | -1);
    return held.get().stop;
  });
  expect(seen).toEqual([0, 1, 1, 0]);
  chooseNothing(held);
  expect(held.get().route).toBeNull();
});

test('hiding all routes lays down what is in hand', () => {
  const held = store();
  chooseRoute(held, 0);
  toggleAll(day, held);
  expect([held.get().hidden.has(0), held.get().route]).toEqual([true, null]);
  toggleAll(day, held);
  expect(held.get().hidden.size).toBe(0);
});

test('marks that would touch an earlier one have no room', () => {
  expect(roomFor([{ x: 0, y: 0 }, { x: 17, y: 0 }, { x: 19, y: 0 }, { x: 0, y: -18 }], 18)).toEqual([true, false, true, true]);
});

test('a stop is found by the beginning of its id before one that only holds the text', () => {
  const stops = indexDay(planFile([stop('xb1', { name: 'n' }), stop('b12', { name: 'm' })], [])).stops;
  expect(findStops(stops, ' B1 ', 5).map((each) => each.json.id)).toEqual(['b12', 'xb1']);
  expect(findStops(stops, ' ', 5)).toEqual([]);
});

test('the address chooses the language before memory, memory before the browser', () => {
  expect(chooseLanguage('?lang=zh', 'en', ['fr'])).toBe('zh');
  expect(chooseLanguage('', 'zh', ['en'])).toBe('zh');
  expect(chooseLanguage('', null, ['zh-TW', 'en'])).toBe('zh');
  expect(chooseLanguage('', null, [])).toBe('en');
});

test('a vehicle is as full as its tightest dimension at its fullest moment', () => {
  expect(fullness([50, 1], [[60, 0], [10, 0]], [100, 10])).toBe(60);
  expect(fullness([], [], [])).toBeNull();
});

test('a cost that falls is drawn from the top to the bottom', () => {
  expect(linePoints([30, 20, 10], 100, 54)).toEqual([[0, 2], [50, 27], [100, 52]]);
  expect(linePoints([5, 5], 100, 54).map(([, y]) => y)).toEqual([27, 27]);
});

test('a plan whose making was cut short is shown by its best', () => {
  const making = (state: Making['state'], links: Partial<Making['links']>) => ({ state, links }) as Making;
  expect(planAddress(making('running', { best: '/best' }))).toBeNull();
  expect(planAddress(making('cancelled', { best: '/best' }))).toBe('/best');
  expect(planAddress(making('done', { best: '/best', view: '/view' }))).toBe('/view');
  expect(planAddress(making('failed', {}))).toBeNull();
  expect(planFiles(making('done', { gpx: '/g', manifest: '/m' })).map((file) => file.what)).toEqual(['manifest', 'gpx']);
});
