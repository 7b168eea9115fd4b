import { encode } from '@mapbox/polyline';
import { expect, test } from 'vitest';
import { indexDay, legsOf, windowOf } from '../src/plan/day';
import { happeningsOf } from '../src/plan/happenings';
import { lateness } from '../src/stop_card';
import { noteText, skillText, wordsOf } from '../src/words';
import { planFile, route, stop, visit } from './day';

test('a stop knows its route and its number there', () => {
  const day = indexDay(planFile([stop('a'), stop('b')], [route([visit('b', 30_000), visit('a', 31_000)])]));
  expect(day.stops.map((each) => each.visit?.number)).toEqual([2, 1]);
  expect(day.stops[0].visit?.route).toBe(day.routes[0]);
});

test('a route without times is named and not drawn', () => {
  const day = indexDay(planFile([stop('a')], [{ ...route([]), start_s: null, cost: null, visits: ['a'] }]));
  expect([day.routes, day.untimed]).toEqual([[], ['van']]);
});

test('a stop left out carries its reason', () => {
  const reason = { code: 'no-time-left' as const, text: 'no time', vehicle: null, relaxation: null };
  const day = indexDay({ ...planFile([stop('a')], []), unserved: [{ stop: 'a', reason }] });
  expect(day.unserved.map((each) => each.unserved?.reason.text)).toEqual(['no time']);
});

test('the load of a pair is fetched at one stop and brought at the other', () => {
  const pairs = [{ pickup: 'a', delivery: 'b', load: [700] }];
  const day = indexDay(planFile([stop('a', { delivery: [] }), stop('b')], [], { pairs }));
  expect([day.stops[0].fetched, day.stops[1].brought]).toEqual([[700], [5700]]);
});

test('drawn lines are decoded as latitude and longitude', () => {
  const line = encode([[43.73, 7.41], [43.74, 7.42]], 6);
  const day = indexDay(planFile([stop('a')], [route([visit('a', 30_000)], { geometry: [line, line] })]));
  expect(legsOf(day, day.routes[0])).toEqual({ legs: [[[43.73, 7.41], [43.74, 7.42]], [[43.73, 7.41], [43.74, 7.42]]], straight: false });
});

test('without drawn lines legs are straight from place to place', () => {
  const day = indexDay(planFile([stop('a')], [route([visit('a', 30_000)])]));
  expect(legsOf(day, day.routes[0])).toEqual({ legs: [[[43.73, 7.41], [43.74, 7.42]], [[43.74, 7.42], [43.73, 7.41]]], straight: true });
});

test('a route comes by the depot where it reloads, and what happens is in the order of time', () => {
  const reload = { after: 1, depot: 'depot', arrival_s: 30_500, start_s: 30_500, departure_s: 31_000, load: [1], leg_duration_s: 260, leg_distance_m: 1 };
  const taken = { break: 'lunch', after: 1, start_s: 31_300, end_s: 33_000, arrived: true };
  const visits = [visit('a', 30_000), visit('b', 33_000, { arrival_s: 31_300 })];
  const day = indexDay(planFile([stop('a'), stop('b')], [route(visits, { reloads: [reload], breaks: [taken] })]));
  expect(legsOf(day, day.routes[0]).legs).toHaveLength(4);
  expect(legsOf(day, day.routes[0]).legs[1][1]).toEqual([43.73, 7.41]);
  expect(happeningsOf(day.routes[0]).map((each) => each.kind)).toEqual(['visit', 'reload', 'break', 'visit']);
});

test('of a group that is served the other stops know which one is visited instead', () => {
  const groups = [{ id: 'home or locker', stops: ['a', 'b'], penalty_cents: null, priority: 0 }];
  const day = indexDay(planFile([stop('a'), stop('b')], [route([visit('b', 30_000)])], { groups }));
  expect(day.stops.map((each) => each.instead?.json.id ?? null)).toEqual(['b', null]);
});

test('the window kept is the first that has not closed; a whole day is no window', () => {
  const two = stop('a', { windows: [{ opens_s: 100, closes_s: 200 }, { opens_s: 300, closes_s: 400 }] });
  expect([150, 250, 500].map((time) => windowOf(two, time)?.opens_s)).toEqual([100, 300, 300]);
  expect(windowOf(stop('a'), 0)).toBeNull();
});

test('work that begins after its window closed is late by the difference', () => {
  const windows = [{ opens_s: 28_800, closes_s: 29_000 }];
  const day = indexDay(planFile([stop('a', { windows }), stop('b', { windows })], [route([visit('a', 29_000), visit('b', 29_090)])]));
  expect(day.stops.map(lateness)).toEqual([0, 90]);
});

test('the parts of an order know each other, in their order', () => {
  const day = indexDay(planFile([stop('a'), stop('b'), stop('c')], [route([visit('b', 30_000)])], { together: [['b', 'a']] }));
  expect(day.stops.map((each) => each.parts.map(({ json }) => json.id))).toEqual([['b', 'a'], ['b', 'a'], []]);
});

test('notes that have a code and skills of the house are told in the language of the page', () => {
  const text = 'Of 12 orders nobody knows the weight; they count as nothing.';
  const file = { ...planFile([], []), coded_notes: [{ code: 'weight-unknown', parameters: { count: '12' }, text }] };
  const [english, chinese] = [wordsOf('en'), wordsOf('zh')];
  expect([noteText(english, file, text), noteText(chinese, file, text), noteText(chinese, file, 'Synthetic.')]).toEqual([text, '12 个订单重量未知，按零计算。', 'Synthetic.']);
  expect(['cold', 'loads at north', 'crane'].map((each) => skillText(chinese, each))).toEqual(['冷藏', '从 north 装货', 'crane']);
});
