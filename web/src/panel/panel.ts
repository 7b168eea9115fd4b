/** The side panel: the list of routes or of stops left out, and beneath it the stops of the route in hand. */

import type { Context } from '../context';
import { element } from '../dom';
import type { State, Tab } from '../store';
import { routeList, type ListView } from './route_list';
import { stopList } from './stop_list';
import { unservedList } from './unserved_list';

/** Return the panel. */
export function createPanel(context: Context): ListView {
  const { day, store, words, figures } = context;
  const lists: Record<Tab, ListView> = { routes: routeList(context), unserved: unservedList(context) };
  const counts: Record<Tab, number> = { routes: day.routes.length, unserved: day.unserved.length };
  const names = Object.keys(lists) as Tab[];
  const tabs = names.map((tab) =>
    element(
      'button',
      {
        type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': `lists-${tab}`,
        onclick: () => store.set({ tab }),
        onkeydown: (event) => ['ArrowLeft', 'ArrowRight'].includes((event as KeyboardEvent).key) && otherTab(tab),
      },
      words[tab],
      element('span', { class: tab === 'unserved' && counts[tab] > 0 ? 'badge bad' : 'badge' }, figures.count(counts[tab])),
    ),
  );
  const otherTab = (tab: Tab) => {
    const other = names.find((each) => each !== tab)!;
    store.set({ tab: other });
    tabs[names.indexOf(other)].focus();
  };
  const pages = names.map((tab) => element('div', { class: 'page', role: 'tabpanel', id: `lists-${tab}`, 'aria-labelledby': `tab-${tab}` }, lists[tab].node));
  const stops = stopList(context);
  return {
    node: element('aside', { class: 'panel', id: 'panel', tabindex: -1 }, element('div', { class: 'tabs', role: 'tablist' }, ...tabs), ...pages, stops.node),
    update: (state: State, before: State | null) => {
      names.forEach((tab, k) => {
        tabs[k].setAttribute('aria-selected', String(state.tab === tab));
        tabs[k].tabIndex = state.tab === tab ? 0 : -1;
        pages[k].hidden = state.tab !== tab;
      });
      lists[state.tab].update(state, before?.tab === state.tab ? before : null);
      stops.update(state, before);
    },
    destroy: () => [...Object.values(lists), stops].forEach((view) => view.destroy()),
  };
}
