import type { Figures, Language } from '../figures';
import type { RelaxationJson, UnservedJson } from '../plan/plan_file';
import { chinese } from './chinese';
import { english, type Words } from './english';

export type { Words };

const WORDS: Record<Language, Words> = { en: english, zh: chinese };

export function wordsOf(language: Language): Words {
  return WORDS[language];
}

/** Return the reason a stop was left out in the page's language; English comes from the plan itself. */
export function reasonText(words: Words, reason: UnservedJson['reason']): string {
  return words.reasons[reason.code] ?? reason.text;
}

/** Return what would let a stop in, in the page's language; English comes from the plan itself. */
export function relaxationText(words: Words, figures: Figures, relaxation: RelaxationJson): string {
  const sentence = words.relax[relaxation.field];
  return sentence ? sentence(amountText(figures, relaxation)) : relaxation.text;
}

function amountText(figures: Figures, { field, amount }: RelaxationJson): string {
  switch (field) {
    case 'window':
    case 'shift':
    case 'max_duration':
      return figures.duration(amount);
    case 'max_distance':
      return figures.km(amount);
    case 'penalty':
      return figures.money(amount);
    default:
      return figures.count(amount);
  }
}
