/** What pointer, wheel and keys do on the timeline. */

import { chooseNothing, chooseRoute, chooseStop, stepRoute, stepStop } from '../choices';
import type { Context } from '../context';
import { element } from '../dom';
import { stopCard } from '../stop_card';
import type { Sheet } from './sheet';

/** Have the sheet obey pointer, wheel and keys; returns how to take away what was put on the page. */
export function obeyHands(sheet: Sheet, context: Context): () => void {
  const tip = element('div', { class: 'timeline-tip', hidden: true });
  document.body.append(tip);
  sheet.node.addEventListener('mousemove', (event) => point(event, sheet, context, tip));
  sheet.node.addEventListener('mouseleave', () => leave(sheet, tip));
  sheet.node.addEventListener('click', (event) => click(event, sheet, context));
  sheet.node.addEventListener('wheel', (event) => wheel(event, sheet), { passive: false });
  sheet.node.addEventListener('keydown', (event) => press(event, sheet, context));
  return () => tip.remove();
}

function point(event: MouseEvent, sheet: Sheet, context: Context, tip: HTMLElement): void {
  const { route, stop } = sheet.at(event.clientX, event.clientY);
  sheet.node.style.cursor = route ? 'pointer' : '';
  if (stop !== sheet.hover) {
    sheet.hover = stop;
    tip.replaceChildren(...(stop ? [stopCard(context, stop)] : []));
    sheet.ask();
  }
  tip.hidden = stop === null;
  if (stop) place(tip, event);
}

function leave(sheet: Sheet, tip: HTMLElement): void {
  sheet.hover = null;
  tip.hidden = true;
  sheet.ask();
}

function click(event: MouseEvent, sheet: Sheet, { day, store }: Context): void {
  const { route, stop } = sheet.at(event.clientX, event.clientY);
  if (stop) chooseStop(day, store, stop.index);
  else if (route) chooseRoute(store, route.index);
  else chooseNothing(store);
}

/** With the key that zooms pages held down the wheel zooms the timeline; without it, it scrolls. */
function wheel(event: WheelEvent, sheet: Sheet): void {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const x = event.clientX - sheet.node.getBoundingClientRect().left - sheet.label;
  sheet.zoom(event.deltaY < 0 ? 1.25 : 0.8, Math.min(1, Math.max(0, x / sheet.width)));
}

function press(event: KeyboardEvent, sheet: Sheet, { day, store }: Context): void {
  const acts: Record<string, () => void> = {
    ArrowRight: () => stepStop(day, store, 1),
    ArrowLeft: () => stepStop(day, store, -1),
    ArrowDown: () => stepRoute(day, store, 1),
    ArrowUp: () => stepRoute(day, store, -1),
    '+': () => sheet.zoom(1.5),
    '=': () => sheet.zoom(1.5),
    '-': () => sheet.zoom(1 / 1.5),
  };
  const act = acts[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
}

function place(tip: HTMLElement, event: MouseEvent): void {
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.min(event.clientX + 14, window.innerWidth - width - 8);
  const above = event.clientY - height - 14;
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${above >= 8 ? above : event.clientY + 18}px`;
}
