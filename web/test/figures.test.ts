import { expect, test } from 'vitest';
import { clock, figuresOf } from '../src/figures';
import { relaxationText, reasonText, wordsOf } from '../src/words';
import { chinese } from '../src/words/chinese';
import { english } from '../src/words/english';

const figures = figuresOf('en', 'EUR');

test('times past midnight of the plan day count on', () => {
  expect([clock(30_629), clock(30_630), clock(91_800)]).toEqual(['08:30', '08:31', '25:30']);
});

test('durations are written as people say them', () => {
  expect([45, 1500, 11_100].map(figures.duration)).toEqual(['45 s', '25 min', '3 h 05 min']);
});

test('loads have their unit, and what is zero is left out', () => {
  expect(figures.loads([12_500, 0, 1], ['weight_g', 'volume_ml', 'parcels'])).toBe('12.5 kg, 1 parcel');
});

test('money is written in its currency, and a code nobody knows is written as it is', () => {
  expect(figures.money(253_998)).toBe('€2,539.98');
  expect(figuresOf('en', 'no code').money(150)).toBe('1.50 no code');
});

test('English reasons come from the plan, Chinese ones from their code', () => {
  const reason = { code: 'no-time-left' as const, text: 'no time is left', vehicle: null, relaxation: null };
  expect(reasonText(wordsOf('en'), reason)).toBe('no time is left');
  expect(reasonText(wordsOf('zh'), reason)).toBe('没有剩余时间');
});

test('what would help is said with its amount', () => {
  const helps = { field: 'capacity' as const, amount: 40_000, text: 'fits with 40 kg more', which: 0, stop: '', depot: '' };
  expect(relaxationText(wordsOf('zh'), figuresOf('zh', 'CNY'), ['weight_g'], helps)).toBe('容量增加 40 kg即可安排');
  expect(relaxationText(wordsOf('en'), figures, ['weight_g'], helps)).toBe('fits with 40 kg more');
});

test('no English word was left in Chinese', () => {
  const same = Object.keys(english).filter((key) => english[key as keyof typeof english] === chinese[key as keyof typeof chinese]);
  expect(same).toEqual([]);
});
