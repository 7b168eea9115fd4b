import type { Language } from '../../figures';
import { chinese } from './chinese';
import { english, type Words } from './english';

export type { Words };

/** Return the words of the pages of links. */
export function wordsOf(language: Language): Words {
  return language === 'zh' ? chinese : english;
}
