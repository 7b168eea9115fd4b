/** The stops left out: why, and the smallest change that would let each in. */

import { chooseStop } from '../choices';
import type { Context } from '../context';
import { element, foreign } from '../dom';
import type { DayStop } from '../plan/day';
import { reasonText, relaxationText } from '../words';
import type { ListView } from './route_list';
import { virtualList } from './virtual_list';

/** Return the list of stops left out. */
export function unservedList(context: Context): ListView {
  const { day, words } = context;
  const list = virtualList(day.unserved.length, 100, words.unserved, (index) => unservedRow(context, day.unserved[index]));
  const good = element('p', { class: 'nothing good' }, words.nothingUnserved);
  return {
    node: element('div', { class: 'list-holder' }, day.unserved.length > 0 ? list.node : good),
    update: (state, before) => {
      list.refresh();
      const at = day.unserved.findIndex((stop) => stop.index === state.stop);
      if (at >= 0 && state.stop !== before?.stop) list.reveal(at);
    },
    destroy: list.destroy,
  };
}

function unservedRow({ day, store, words, figures }: Context, stop: DayStop): HTMLElement {
  const { reason } = stop.unserved!;
  const chosen = store.get().stop === stop.index;
  const title = [...[stop.json.id, stop.address].filter((each) => each !== stop.title), figures.loads(stop.brought, day.dimensions)];
  const open = element(
    'button',
    { type: 'button', class: 'row-open', 'aria-pressed': String(chosen), onclick: () => chooseStop(day, store, stop.index) },
    element('span', { class: 'cross' }, '×'),
    element(
      'span',
      { class: 'grow' },
      element('b', {}, foreign(stop.title)),
      element('small', {}, foreign(title.filter(Boolean).join(' · '))),
      element('span', { class: 'why' }, foreign(reasonText(words, reason))),
      reason.relaxation ? element('span', { class: 'helps' }, '→ ', foreign(relaxationText(words, figures, day.dimensions, reason.relaxation))) : null,
    ),
  );
  return element('div', { class: chosen ? 'row unserved-row chosen' : 'row unserved-row' }, open);
}
