/** Puts a plan on the page and keeps its parts together. */

import { chooseNothing } from '../choices';
import type { Context } from '../context';
import { element, foreign } from '../dom';
import { figuresOf, type Language } from '../figures';
import { createMap } from '../map/map';
import { createPanel } from '../panel/panel';
import { indexDay } from '../plan/day';
import type { PlanFile, StreetsFile } from '../plan/plan_file';
import { createStore, NOTHING_SELECTED, type State } from '../store';
import { createTimeline } from '../timeline/timeline';
import { wordsOf } from '../words';
import type { PlanFileLink } from './files';
import { planHeader } from './header';
import { rememberLanguage } from './language';
import { drawForPaper } from './printing';
import { followSystem } from './theme';
import { timelineBar } from './timeline_bar';

export interface Page {
  showStreets(streets: StreetsFile): void;
  destroy(): void;
}

export interface Given {
  language: Language;
  /** Addresses of the plan in other formats; none where no server stands behind the page. */
  files?: PlanFileLink[];
  /** What was in hand before the page was drawn anew. */
  state?: State;
}

/** Show a plan inside `root`, which it fills. */
export function showPlan(root: HTMLElement, file: PlanFile, given: Given): Page {
  const { language, files = [], state = NOTHING_SELECTED } = given;
  const day = indexDay(file);
  const context: Context = { day, store: createStore(state), words: wordsOf(language), figures: figuresOf(language, file.problem.currency) };
  const { store, words } = context;
  let streets: StreetsFile | null = null;
  let shown: Page | null = null;

  const switchLanguage = () => {
    const other = language === 'en' ? 'zh' : 'en';
    rememberLanguage(other);
    page.destroy();
    shown = showPlan(root, file, { language: other, files, state: store.get() });
    if (streets) shown.showStreets(streets);
  };
  const holder = element('div', { class: 'map', role: 'region', 'aria-label': words.map });
  const timeline = createTimeline(context);
  const panel = createPanel(context);
  const main = element(
    'main', {},
    element('div', { class: 'drawn' }, holder, timelineBar(context, timeline), timeline.node),
    panel.node,
  );
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = `Roundsman ${file.day}`;
  root.replaceChildren(element('a', { class: 'skip', href: '#panel' }, words.skip), planHeader(context, files, switchLanguage), ...banners(context), main);
  const map = createMap(holder, context);
  if (map === null) holder.append(element('p', { class: 'nothing' }, words.noPlaces));

  const update = (after: State, before: State | null) => [map, timeline, panel].forEach((view) => view?.update(after, before));
  const stopListening = store.listen(update);
  const stopFollowing = followSystem(store);
  const stopPrinting = drawForPaper(store, map, timeline, panel);
  const letGo = (event: KeyboardEvent) => event.key === 'Escape' && chooseNothing(store);
  document.addEventListener('keydown', letGo);
  const sizes = new ResizeObserver(() => map?.resize());
  sizes.observe(holder);
  update(store.get(), null);

  const page: Page = {
    showStreets: (file) => {
      streets = file;
      if (shown) shown.showStreets(file);
      else map?.showStreets(file);
    },
    destroy: () => {
      if (shown) return shown.destroy();
      stopListening();
      stopFollowing();
      stopPrinting();
      document.removeEventListener('keydown', letGo);
      sizes.disconnect();
      timeline.destroy();
      panel.destroy();
      map?.destroy();
    },
  };
  return page;
}

function banners({ day, words }: Context): HTMLElement[] {
  const notes = [...day.file.notes, ...(day.untimed.length > 0 ? [words.untimed(day.untimed.join(', '))] : [])];
  if (notes.length === 0) return [];
  return [element('div', { class: 'banner', role: 'note' }, ...notes.map((note) => element('p', {}, foreign(note))))];
}
