/** Puts a plan on the page and keeps its parts together. */

import { chooseNothing } from '../choices';
import type { Context } from '../context';
import { element, foreign } from '../dom';
import { figuresOf, type Language } from '../figures';
import { createMap, type MapView } from '../map/map';
import { createPanel } from '../panel/panel';
import type { ListView } from '../panel/route_list';
import { indexDay } from '../plan/day';
import type { PlanFile, StreetsFile } from '../plan/plan_file';
import { createStore, NOTHING_SELECTED, type State } from '../store';
import { createTimeline, type TimelineView } from '../timeline/timeline';
import { noteText, wordsOf } from '../words';
import type { PlanFileLink } from './files';
import { planHeader, type HeaderGiven } from './header';
import { rememberLanguage } from './language';
import { drawForPaper } from './printing';
import type { Session } from './session';
import { followSystem } from './theme';
import { timelineBar } from './timeline_bar';

export interface Given {
  language: Language;
  /** Addresses of the plan in other formats; none where no server stands behind the page. */
  files?: PlanFileLink[];
  /** Of whoever has signed in; null where nobody has to. */
  session?: Session | null;
}

export interface Page {
  showStreets(streets: StreetsFile): void;
}

/** Show a plan inside `root`, which it fills. */
export function showPlan(root: HTMLElement, file: PlanFile, { language, files = [], session = null }: Given): Page {
  let streets: StreetsFile | null = null;
  const draw = (spoken: Language, state: State): Drawn => {
    const drawn: Drawn = drawPlan(root, contextOf(file, spoken, state), { files, session }, () => {
      const other = spoken === 'en' ? 'zh' : 'en';
      rememberLanguage(other);
      drawn.destroy();
      now = draw(other, drawn.context.store.get());
    });
    document.documentElement.lang = spoken === 'zh' ? 'zh-CN' : 'en';
    if (streets) drawn.map?.showStreets(streets);
    return drawn;
  };
  let now = draw(language, NOTHING_SELECTED);
  return {
    showStreets: (given) => {
      streets = given;
      now.map?.showStreets(given);
    },
  };
}

interface Drawn {
  context: Context;
  map: MapView | null;
  destroy(): void;
}

function contextOf(file: PlanFile, language: Language, state: State): Context {
  return { day: indexDay(file), store: createStore(state), words: wordsOf(language), figures: figuresOf(language, file.problem.currency) };
}

/** Draw everything anew in one language; who speaks another destroys it and draws again. */
function drawPlan(root: HTMLElement, context: Context, given: HeaderGiven, switchLanguage: () => void): Drawn {
  const { day, words, store } = context;
  const holder = element('div', { class: 'map', role: 'region', 'aria-label': words.map });
  const [timeline, panel] = [createTimeline(context), createPanel(context)];
  const drawing = element('div', { class: 'drawn' }, holder, timelineBar(context, timeline), timeline.node);
  document.title = `Roundsman ${day.file.day}`;
  root.replaceChildren(
    element('a', { class: 'skip', href: '#panel' }, words.skip),
    planHeader(context, given, switchLanguage),
    ...banners(context),
    element('main', {}, drawing, panel.node),
  );
  const map = createMap(holder, context);
  if (map === null) holder.append(element('p', { class: 'nothing' }, words.noPlaces));
  const destroy = live(context, holder, map, timeline, panel);
  const parts = [map, timeline, panel];
  parts.forEach((part) => part?.update(store.get(), null));
  store.listen((after, before) => parts.forEach((part) => part?.update(after, before)));
  return { context, map, destroy };
}

/** Have the page follow the system, the printer, the size of the window and the Escape key; returns the end of it all. */
function live({ store }: Context, holder: HTMLElement, map: MapView | null, timeline: TimelineView, panel: ListView): () => void {
  const stops = [followSystem(store), drawForPaper(store, map, timeline, panel)];
  const letGo = (event: KeyboardEvent) => event.key === 'Escape' && chooseNothing(store);
  document.addEventListener('keydown', letGo);
  const sizes = new ResizeObserver(() => map?.resize());
  sizes.observe(holder);
  return () => {
    stops.forEach((stop) => stop());
    document.removeEventListener('keydown', letGo);
    sizes.disconnect();
    timeline.destroy();
    panel.destroy();
    map?.destroy();
  };
}

function banners({ day, words }: Context): HTMLElement[] {
  const notes = [...day.file.notes.map((note) => noteText(words, day.file, note)), ...(day.untimed.length > 0 ? [words.untimed(day.untimed.join(', '))] : [])];
  if (notes.length === 0) return [];
  return [element('div', { class: 'banner', role: 'note' }, ...notes.map((note) => element('p', {}, foreign(note))))];
}
