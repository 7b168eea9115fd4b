/** The page of a server: fetches the plan it is to show, and waits for it where it is still being made. */

import type { Language } from '../figures';
import { showPlan } from '../page/page';
import { wordsOf } from '../words';
import { fetchPlan, fetchStreets, planAddress, planFiles, planToShow, Refused } from './api';
import { follow, untilAnswered } from './follow';
import { progressCard, type ProgressCard } from './progress_card';

/** Show the plan of the address, or the newest, inside `root`. */
export async function showLive(root: HTMLElement, language: Language): Promise<void> {
  const words = wordsOf(language);
  const card = progressCard(root, language);
  try {
    await show(root, language, card);
  } catch (error) {
    card.say(words.failed, error instanceof Refused ? error.message : String(error));
  }
}

async function show(root: HTMLElement, language: Language, card: ProgressCard): Promise<void> {
  const words = wordsOf(language);
  const silent = () => card.say(words.unreachable);
  const id = await untilAnswered(() => planToShow(location.search), silent);
  if (id === null) return card.say(words.noPlan, words.noPlanHelp);
  const making = await follow(id, { progress: card.show, silent });
  const address = planAddress(making);
  if (address === null) {
    const title = making.state === 'cancelled' ? words.stopped : words.failed;
    return card.say(title, making.failure ? `${making.failure.detail} ${making.failure.action}` : '');
  }
  const plan = await untilAnswered(() => fetchPlan(address), silent);
  const page = showPlan(root, plan, { language, files: planFiles(making) });
  // Streets are only the drawing behind the plan: without them it is still complete.
  const streets = await fetchStreets(making).catch(() => null);
  if (streets) page.showStreets(streets);
}
