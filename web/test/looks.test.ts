import { expect, test } from 'vitest';
import { COLOURS, corners, inkOn, linear, lookOf, luminance } from '../src/plan/looks';

type Triple = [number, number, number];

/** Machado, Oliveira & Fernandes (2009), doi:10.1109/TVCG.2009.113, severity 1. */
const SIGHT: Record<string, Triple[]> = {
  full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
const XYZ: Triple[] = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]];

const times = (matrix: Triple[], v: number[]) => matrix.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
const rgb = (colour: string) => [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255));

function lab(colour: string, sight: Triple[]): number[] {
  const seen = times(sight, rgb(colour)).map((value) => Math.min(1, Math.max(0, value)));
  const [x, y, z] = times(XYZ, seen).map((value, k) => Math.cbrt(value / [0.95047, 1, 1.08883][k]));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

test.each(Object.keys(SIGHT))('route colours stay at least 20 CIELAB units apart with %s', (kind) => {
  const seen = COLOURS.map((colour) => lab(colour, SIGHT[kind]));
  const apart = seen.flatMap((a, k) => seen.slice(k + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])));
  expect(Math.min(...apart)).toBeGreaterThan(20);
});

test.each([['light', '#e6eaee'], ['dark', '#12181f']])('route colours stand out from the %s map', (_, ground) => {
  const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const contrasts = COLOURS.map((colour) => contrast(luminance(colour), luminance(ground)));
  expect(Math.min(...contrasts)).toBeGreaterThan(2);
});

test('numbers read on every route colour', () => {
  const contrasts = COLOURS.map((colour) => {
    const [a, b] = [luminance(colour), luminance(inkOn(colour))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
  expect(Math.min(...contrasts)).toBeGreaterThan(4.5);
});

test('forty routes in a row look different', () => {
  const looks = Array.from({ length: 40 }, (_, k) => lookOf(k)).map(({ colour, shape, dash }) => `${colour} ${shape} ${dash}`);
  expect(new Set(looks).size).toBe(40);
});

test('corners lie around the centre', () => {
  const [first, ...others] = corners('square', 10, 20, 4);
  const middle = [first, ...others].reduce(([x, y], [cx, cy]) => [x + cx / 4, y + cy / 4], [0, 0]);
  expect(middle.map((value) => Math.round(value))).toEqual([10, 20]);
});
