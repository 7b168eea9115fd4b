import type { Figures, Language } from '../figures';
import type { PlanFile, ReasonJson, RelaxationJson } from '../plan/plan_file';
import { chinese } from './chinese';
import { english, type Words } from './english';

export type { Words };

const WORDS: Record<Language, Words> = { en: english, zh: chinese };

export function wordsOf(language: Language): Words {
  return WORDS[language];
}

/** Return the reason a stop was left out in the page's language; English comes from the plan itself. */
export function reasonText(words: Words, reason: ReasonJson): string {
  return words.reasons[reason.code] ?? reason.text;
}

/** Return a note in the page's language where its code is known; English comes from the plan itself. */
export function noteText(words: Words, file: PlanFile, text: string): string {
  // Plans that were written before notes had codes have none.
  const note = (file.coded_notes ?? []).find((each) => each.text === text);
  return (note && words.notes[note.code]?.(note.parameters)) ?? text;
}

/** Return what a vehicle must be able to do, in the page's language; skills that a dispatcher named stay. */
export function skillText(words: Words, skill: string): string {
  const warehouse = /^loads at (.+)$/.exec(skill);
  return warehouse ? words.loadsAt(warehouse[1]) : words.skills[skill] ?? skill;
}

/** Return what would let a stop in, in the page's language; English comes from the plan itself. */
export function relaxationText(words: Words, figures: Figures, dimensions: string[], relaxation: RelaxationJson): string {
  const sentence = words.relax[relaxation.field];
  return sentence ? sentence(amountText(figures, dimensions, relaxation)) : relaxation.text;
}

function amountText(figures: Figures, dimensions: string[], { field, amount, which }: RelaxationJson): string {
  if (field === 'capacity' || field === 'throughput') return figures.load(amount, dimensions[which] ?? '');
  if (field === 'max-distance') return figures.km(amount);
  if (field === 'penalty') return figures.money(amount);
  if (field === 'max-stops' || field === 'skills' || field === 'max-reloads') return figures.count(amount);
  return figures.duration(amount);
}
