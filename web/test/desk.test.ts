import { expect, test } from 'vitest';

import { occupancy, overdue, type Parcel } from '../src/desk/occupancy';
import { chinese, english } from '../src/desk/words';

const NOW = new Date('2026-03-05T12:00:00Z');

function parcel(state: Parcel['state'], at: string, left: string | null = null, until: string | null = null): Parcel {
  return { order_id: at, bank: 'b', size: 'M', compartment: 'M-1', state, at, left, until, tries: 0, blocked_until: null, has_code: false };
}

test('the use of a day is the most that lay there at once', () => {
  const parcels = [
    parcel('collected', '2026-03-03T08:00:00Z', '2026-03-03T10:00:00Z'),
    parcel('collected', '2026-03-03T09:00:00Z', '2026-03-04T09:00:00Z'),
    parcel('collected', '2026-03-03T11:00:00Z', '2026-03-03T12:00:00Z'),
    parcel('deposited', '2026-03-05T11:00:00Z'),
    parcel('confirmed', '2026-03-05T10:00:00Z'),
  ];
  expect(occupancy(parcels, 4, NOW).map(({ day, most }) => [day, most])).toEqual([
    ['2026-03-02', 0], ['2026-03-03', 2], ['2026-03-04', 1], ['2026-03-05', 1],
  ]);
});

test('what has expired, or should have, lies too long; the longest first', () => {
  const late = overdue([
    parcel('deposited', '3', null, '2026-03-05T11:59:00Z'),
    parcel('deposited', '4', null, '2026-03-05T12:01:00Z'),
    parcel('collected', '5', null, '2026-03-01T12:00:00Z'),
    parcel('expired', '1', null, '2026-03-02T12:00:00Z'),
  ], NOW);
  expect(late.map(({ order_id }) => order_id)).toEqual(['1', '3']);
});

test('every word of the screens is there in both languages', () => {
  const keys = (words: object): string[] => Object.entries(words).flatMap(([name, value]) => (typeof value === 'object' ? keys(value as object).map((each) => `${name}.${each}`) : [name]));
  expect(keys(chinese).sort()).toEqual(keys(english).sort());
});
