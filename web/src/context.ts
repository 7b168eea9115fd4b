/** What every part of the page is handed. */

import type { Figures } from './figures';
import type { Day } from './plan/day';
import type { Store } from './store';
import type { Words } from './words';

export interface Context {
  day: Day;
  store: Store;
  words: Words;
  figures: Figures;
}
