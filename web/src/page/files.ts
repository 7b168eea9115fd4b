/** The menu of the files that a plan can be had as. */

import { element } from '../dom';
import type { Words } from '../words';

export interface PlanFileLink {
  what: 'manifest' | 'map' | 'gpx' | 'visits' | 'unserved' | 'geojson' | 'plan';
  address: string;
}

/** Return the menu; it closes when the focus leaves it. */
export function filesMenu(files: PlanFileLink[], words: Words): HTMLElement {
  const menu = element(
    'details', { class: 'files' },
    element('summary', { class: 'tool text' }, words.files),
    element('div', { class: 'drop' }, ...files.map(({ what, address }) => element('a', { href: address, target: '_blank', rel: 'noopener' }, words.fileNames[what]))),
  );
  menu.addEventListener('focusout', (event) => {
    if (!menu.contains(event.relatedTarget as Node | null)) menu.open = false;
  });
  return menu;
}
