import { describe, expect, test } from 'vitest';

import { windowOf } from '../src/links/driver/card';
import { roundState, stopsOf, mapAddress } from '../src/links/driver/stops';
import type { Round, Waiting } from '../src/links/driver/shelf';
import { clockOfSeconds, spanOf } from '../src/links/moments';
import { chinese } from '../src/links/words/chinese';
import { english } from '../src/links/words/english';

const round = { state: 'waiting', stops: [{ stop: 'A', state: 'open' }, { stop: 'B', state: 'open' }], manifest: { stops: [] } } as unknown as Round;
const waiting = (number: number, kind: Waiting['event']['kind'], stop: string, refused?: string): Waiting =>
  ({ number, token: 't', event: { id: `${number}`, at: '', kind, stop }, ...(refused ? { refused } : {}) });

describe('a round as the phone has it', () => {
  test('the last word about a stop counts, also before it is sent', () => {
    const stops = stopsOf(round, [waiting(1, 'arrived', 'A'), waiting(2, 'failed', 'A')]);
    expect(stops.map(({ state, waits }) => [state, waits])).toEqual([['failed', true], ['open', false]]);
  });

  test('what the server did not take counts no more', () => {
    expect(stopsOf(round, [waiting(1, 'delivered', 'A', 'no')])[0]!.state).toBe('open');
    expect(roundState(round, [waiting(1, 'started', '', 'no')])).toBe('waiting');
    expect(roundState(round, [waiting(1, 'started', '')])).toBe('underway');
  });
});

describe('moments', () => {
  test('are told by the clocks of the plan, whatever the clock of the phone', () => {
    expect(spanOf('2026-11-27T09:35:00+01:00', '2026-11-27T10:10:00+01:00')).toBe('09:35 – 10:10');
    expect(clockOfSeconds(28_800)).toBe('08:00');
  });

  test('a window to midnight has no end', () => {
    expect(windowOf('2026-11-27T09:00:00Z', '2026-11-28T00:00:00Z')).toBe('09:00 –');
    expect(windowOf(null, '2026-11-27T12:00:00Z')).toBe('– 12:00');
    expect(windowOf(null, null)).toBe('');
  });
});

test('phones get addresses that their own map opens', () => {
  expect(mapAddress(7.4, 43.7, 'Linux; Android 14')).toBe('geo:43.7,7.4?q=43.7,7.4');
  expect(mapAddress(7.4, 43.7, 'iPhone')).toContain('daddr=43.7,7.4');
});

test('every word is there in both languages', () => {
  const keys = (words: object): string[] => Object.entries(words).flatMap(([name, value]) => (typeof value === 'object' && !Array.isArray(value) ? keys(value as object).map((each) => `${name}.${each}`) : [name]));
  expect(keys(chinese).sort()).toEqual(keys(english).sort());
});
