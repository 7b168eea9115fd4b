import { expect, test } from 'vitest';
import { indexDay } from '../src/plan/day';
import { timeScale, ticks } from '../src/timeline/scale';
import { segmentsOf, stopAt } from '../src/timeline/segments';
import { planFile, route, stop, visit } from './day';

const HOUR = 3600;

test('the scale begins and ends at quarter hours around the day', () => {
  const scale = timeScale(8.1 * HOUR, 16.9 * HOUR, 1000);
  expect([scale.from_s / HOUR, scale.to_s / HOUR]).toEqual([8, 17]);
  expect([scale.x(scale.from_s), scale.x(scale.to_s)]).toEqual([0, 1000]);
});

test('a place on the scale and its time are each other\'s inverse', () => {
  const scale = timeScale(8 * HOUR, 17 * HOUR, 777);
  expect(scale.time(scale.x(12_345))).toBeCloseTo(12_345, 6);
});

test.each([[200, 180], [600, 60], [4000, 10]])('on %d pixels a working day is written every %d minutes', (width, minutes) => {
  const times = ticks(timeScale(8 * HOUR, 17 * HOUR, width));
  expect(times[1] - times[0]).toBe(minutes * 60);
});

test('a route is cut into driving, waiting, setup and service without gaps', () => {
  const stops = [stop('a'), stop('b', { setup_s: 0 })];
  const visits = [visit('a', 30_000, { arrival_s: 29_400 }), visit('b', 31_000, { departure_s: 31_180 })];
  const [day] = [indexDay(planFile(stops, [route(visits)]))];
  const segments = segmentsOf(day.routes[0]);
  expect(segments.map((each) => each.doing)).toEqual(['drive', 'wait', 'setup', 'service', 'drive', 'service', 'drive']);
  expect(segments.slice(1).map((each, k) => each.from_s - segments[k].to_s)).toEqual([0, 0, 0, 0, 0, 0]);
});

test('reloads and breaks are parts of the day of their own', () => {
  const reload = { after: 1, depot: 'depot', arrival_s: 30_500, start_s: 30_500, departure_s: 31_000, load: [1], leg_duration_s: 260, leg_distance_m: 1 };
  const breaks = [
    { break: 'coffee', after: 1, start_s: 30_240, end_s: 30_300, arrived: false },
    { break: 'lunch', after: 1, start_s: 31_400, end_s: 33_000, arrived: true },
  ];
  const visits = [visit('a', 30_000), visit('b', 33_000, { arrival_s: 31_300 })];
  const day = indexDay(planFile([stop('a'), stop('b')], [route(visits, { reloads: [reload], breaks })]));
  const segments = segmentsOf(day.routes[0]);
  expect(segments.map((each) => each.doing)).toEqual([
    'drive', 'setup', 'service', 'break', 'drive', 'reload', 'drive', 'wait', 'break', 'setup', 'service', 'drive',
  ]);
  expect(segments.slice(1).every((each, k) => each.from_s === segments[k].to_s)).toBe(true);
});

test('the stop under the pointer is the one worked at, or the nearest in reach', () => {
  const [day] = [indexDay(planFile([stop('a'), stop('b')], [route([visit('a', 30_000), visit('b', 31_000)])]))];
  const found = [30_100, 30_250, 30_600, 30_995].map((time) => stopAt(day.routes[0], time, 60)?.json.id ?? null);
  expect(found).toEqual(['a', 'a', null, 'b']);
});
