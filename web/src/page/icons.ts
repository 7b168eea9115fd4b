/** The page's few icons, drawn as lines of 24 by 24. */

import { drawing } from '../dom';

const PATHS = {
  theme: 'M12 3a9 9 0 1 0 0 18zM12 3v18a9 9 0 0 0 0-18z',
  print: 'M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  close: 'M6 6l12 12M18 6L6 18',
  whole: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  pause: 'M9 5v14M15 5v14',
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4z',
} as const;

export type Icon = keyof typeof PATHS;

/** Return an icon in the colour of the text around it. */
export function icon(name: Icon, size = 16): SVGElement {
  const half = name === 'theme' ? drawing('path', { d: 'M12 3v18a9 9 0 0 0 0-18z', fill: 'currentColor' }) : null;
  const lines = drawing('path', {
    d: PATHS[name], fill: name === 'home' ? 'currentColor' : 'none', stroke: 'currentColor', 'stroke-width': 2, 'stroke-linejoin': 'round', 'stroke-linecap': 'round',
  });
  return drawing('svg', { class: 'icon', viewBox: '0 0 24 24', width: size, height: size, 'aria-hidden': 'true' }, lines, ...(half ? [half] : []));
}
