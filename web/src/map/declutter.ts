/** Decides which stops have room for their number; the others become dots. */

/** A mark on the screen, in pixels. */
export interface Spot {
  x: number;
  y: number;
}

/**
 * Return for each spot whether a mark of `size` pixels fits there without touching one before it.
 *
 * Earlier spots win, so whoever asks puts the important ones first. Spots are compared only with those in
 * the cells around theirs, so the time grows with their number and not with its square.
 */
export function roomFor(spots: Spot[], size: number): boolean[] {
  const taken = new Map<string, Spot[]>();
  return spots.map((spot) => {
    const [column, row] = [Math.floor(spot.x / size), Math.floor(spot.y / size)];
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const near = taken.get(`${column + dx} ${row + dy}`);
        if (near?.some((other) => Math.hypot(other.x - spot.x, other.y - spot.y) < size)) return false;
      }
    }
    const cell = `${column} ${row}`;
    taken.set(cell, [...(taken.get(cell) ?? []), spot]);
    return true;
  });
}
