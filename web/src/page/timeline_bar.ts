/** The line above the timeline: what its colours mean, its zoom, and the handle that changes its height. */

import type { Context } from '../context';
import { element } from '../dom';
import type { TimelineView } from '../timeline/timeline';

/** Return the bar; dragging it, or the arrow keys on it, moves the border between map and timeline. */
export function timelineBar({ words }: Context, timeline: TimelineView): HTMLElement {
  const grip = element('div', {
    class: 'grip', tabindex: 0, role: 'separator', 'aria-orientation': 'horizontal', 'aria-label': words.timeline, 'aria-valuenow': 50,
  });
  const bar = element(
    'div',
    { class: 'timeline-bar' },
    grip,
    element(
      'div',
      { class: 'legend' },
      key('drive', words.legendDrive),
      key('wait', words.legendWait),
      key('setup', words.legendSetup),
      key('service', words.legendService),
      key('break', words.legendBreak),
      key('window', words.legendWindow),
      key('late', words.legendLate),
    ),
    button('−', words.zoomOut, () => timeline.zoom(1 / 1.5)),
    button('+', words.zoomIn, () => timeline.zoom(1.5)),
  );
  const grow = (pixels: number) => {
    const room = bar.parentElement!.clientHeight;
    const height = Math.min(Math.max(timeline.node.clientHeight + pixels, 80), room - 160);
    timeline.node.style.flexBasis = `${height}px`;
    grip.setAttribute('aria-valuenow', String(Math.round((100 * height) / room)));
  };
  let from: number | null = null;
  grip.addEventListener('pointerdown', (event) => {
    from = event.clientY;
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener('pointermove', (event) => {
    if (from === null) return;
    grow(from - event.clientY);
    from = event.clientY;
  });
  grip.addEventListener('pointerup', () => (from = null));
  grip.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowUp') grow(24);
    if (event.key === 'ArrowDown') grow(-24);
  });
  return bar;
}

function key(doing: string, name: string): HTMLElement {
  return element('span', {}, element('i', { class: `key ${doing}` }), name);
}

function button(sign: string, label: string, act: () => void): HTMLElement {
  return element('button', { type: 'button', class: 'small', title: label, 'aria-label': label, onclick: act }, sign);
}
