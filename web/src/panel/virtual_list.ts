/** A list of any length that holds only the rows in view. */

import { element } from '../dom';

export interface VirtualList {
  node: HTMLElement;
  /** Draw every row in view anew. */
  refresh(): void;
  /** Scroll so far that a row can be seen. */
  reveal(index: number): void;
  destroy(): void;
}

const SPARE = 4;

/** Return a scrolling list of `count` rows, each `height` pixels high, made by `row` when they come into view. */
export function virtualList(count: number, height: number, label: string, row: (index: number) => HTMLElement): VirtualList {
  const space = element('div', { class: 'rows', role: 'list' });
  const node = element('div', { class: 'list', 'aria-label': label }, space);
  space.style.height = `${count * height}px`;
  const shown = new Map<number, HTMLElement>();

  const make = (index: number) => {
    const made = row(index);
    made.setAttribute('role', 'listitem');
    made.setAttribute('aria-posinset', String(index + 1));
    made.setAttribute('aria-setsize', String(count));
    made.style.top = `${index * height}px`;
    made.style.height = `${height}px`;
    return made;
  };
  const fill = () => {
    const paper = document.documentElement.classList.contains('printing');
    const first = paper ? 0 : Math.max(0, Math.floor(node.scrollTop / height) - SPARE);
    const last = paper ? count - 1 : Math.min(count - 1, Math.ceil((node.scrollTop + node.clientHeight) / height) + SPARE);
    for (const [index, held] of shown) {
      // A row with the keyboard focus stays, or the focus would be lost.
      if ((index < first || index > last) && !held.contains(document.activeElement)) {
        held.remove();
        shown.delete(index);
      }
    }
    for (let index = first; index <= last; index++) if (!shown.has(index)) insert(index, make(index));
  };
  const insert = (index: number, made: HTMLElement) => {
    const after = [...shown.keys()].filter((each) => each > index);
    space.insertBefore(made, after.length > 0 ? shown.get(Math.min(...after))! : null);
    shown.set(index, made);
  };
  const refresh = () => {
    for (const [index, held] of shown) {
      const place = focusPlace(held);
      const made = make(index);
      held.replaceWith(made);
      shown.set(index, made);
      if (place >= 0) (made.querySelectorAll<HTMLElement>('button, input')[place] ?? made).focus({ preventScroll: true });
    }
    fill();
  };
  node.addEventListener('scroll', fill);
  const sizes = new ResizeObserver(fill);
  sizes.observe(node);
  return {
    node,
    refresh,
    reveal: (index) => {
      const top = index * height;
      if (top < node.scrollTop) node.scrollTop = top;
      else if (top + height > node.scrollTop + node.clientHeight) node.scrollTop = top + height - node.clientHeight;
      fill();
    },
    destroy: () => sizes.disconnect(),
  };
}

/** Which button or box of a row has the focus; -1 for none. */
function focusPlace(held: HTMLElement): number {
  return [...held.querySelectorAll('button, input')].findIndex((each) => each === document.activeElement);
}
