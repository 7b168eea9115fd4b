/** Puts off what draws the page anew while a finger is on it: a tap is lost where its button is replaced meanwhile. */

/** A browser tells of a tap a moment after the finger has left. */
const HEARD_MS = 50;

export class Taps {
  private readonly fingers = new Set<number>();
  private putOff: (() => void) | null = null;

  constructor(page: HTMLElement) {
    page.addEventListener('pointerdown', ({ pointerId }) => { this.fingers.add(pointerId); });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      addEventListener(end, ({ pointerId }) => { setTimeout(() => this.lifted(pointerId), HEARD_MS); });
    }
  }

  /** Call `draw` now, or once no finger is on the page; of several that wait only the last is called. */
  between(draw: () => void): void {
    if (this.fingers.size > 0) this.putOff = draw;
    else draw();
  }

  private lifted(finger: number): void {
    this.fingers.delete(finger);
    if (this.fingers.size > 0) return;
    const draw = this.putOff;
    this.putOff = null;
    draw?.();
  }
}
