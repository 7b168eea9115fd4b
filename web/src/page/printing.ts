/** Paper has another size than the screen and no scroll bars: draw for it before printing, and back afterwards. */

import type { MapView } from '../map/map';
import type { ListView } from '../panel/route_list';
import type { Store } from '../store';
import type { TimelineView } from '../timeline/timeline';

/** Have the page drawn for paper whenever it is printed; returns how to stop that. */
export function drawForPaper(store: Store, map: MapView | null, timeline: TimelineView, panel: ListView): () => void {
  const root = document.documentElement;
  let theme: string | undefined;
  const draw = () => {
    const paper = root.classList.contains('printing');
    timeline.fit(paper);
    map?.fit(store.get(), paper);
    panel.update(store.get(), null);
  };
  const before = () => {
    theme = root.dataset.theme;
    root.dataset.theme = 'light';
    root.classList.add('printing');
    draw();
  };
  const after = () => {
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
    root.classList.remove('printing');
    draw();
  };
  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
  return () => {
    window.removeEventListener('beforeprint', before);
    window.removeEventListener('afterprint', after);
  };
}
