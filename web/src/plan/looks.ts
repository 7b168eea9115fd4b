/** How routes are told apart: by colour, by the shape of their stops, and by the dash of their line. */

export type Shape = 'circle' | 'square' | 'diamond' | 'hexagon' | 'triangle';

export interface Look {
  colour: string;
  /** Black or white, whichever reads better on the colour. */
  ink: string;
  shape: Shape;
  dash: number[];
}

/**
 * Eight colours that stay apart for readers with protanopia, deuteranopia and tritanopia, and that stand out
 * from the light and the dark map; test/looks.test.ts holds the figures.
 */
export const COLOURS = [
  '#115d9c', '#dd8b13', '#0ca863', '#b6035d', '#a28bff', '#5e5e09', '#8f1ff0', '#be89b1',
] as const;

const SHAPES: Shape[] = ['circle', 'square', 'diamond', 'hexagon', 'triangle'];
const DASHES: number[][] = [[], [12, 5], [4, 5], [14, 5, 3, 5], [22, 6]];

/** Return the look of the route at `index`; 40 routes in a row all look different. */
export function lookOf(index: number): Look {
  const colour = COLOURS[index % COLOURS.length];
  const turn = Math.floor(index / COLOURS.length) % SHAPES.length;
  return { colour, ink: inkOn(colour), shape: SHAPES[turn], dash: DASHES[turn] };
}

/** Return black or white, whichever has more contrast on `colour` (WCAG 2 relative luminance). */
export function inkOn(colour: string): string {
  const light = luminance(colour);
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? '#ffffff' : '#10151c';
}

export function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Return the corners of a stop's mark around a centre; a circle has none. All shapes cover about the same area. */
export function corners(shape: Shape, x: number, y: number, radius: number): [number, number][] {
  const polygon = (count: number, size: number, turn: number): [number, number][] =>
    Array.from({ length: count }, (_, k) => {
      const angle = (2 * Math.PI * k) / count + turn;
      return [x + size * radius * Math.cos(angle), y + size * radius * Math.sin(angle)];
    });
  switch (shape) {
    case 'circle':
      return [];
    case 'square':
      return polygon(4, 1.25, Math.PI / 4);
    case 'diamond':
      return polygon(4, 1.3, 0);
    case 'hexagon':
      return polygon(6, 1.12, 0);
    case 'triangle':
      return polygon(3, 1.5, -Math.PI / 2);
  }
}
