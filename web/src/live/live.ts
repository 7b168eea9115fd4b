/** The page of a server: fetches the plan it is to show, and waits for it where it is still being made. */

import type { Language } from '../figures';
import { showPlan } from '../page/page';
import { wordsOf } from '../words';
import { fetchMe, fetchPlan, fetchStreets, planAddress, planFiles, planToShow, Refused } from './api';
import { firstAdmin, takeAdminLink } from './first_admin';
import { follow, untilAnswered } from './follow';
import { progressCard, type ProgressCard } from './progress_card';
import { sessionOf, signIn } from './sign_in';

/** Show the plan of the address, or the newest, inside `root`. */
export async function showLive(root: HTMLElement, language: Language): Promise<void> {
  const words = wordsOf(language);
  const link = takeAdminLink();
  if (link !== null) await firstAdmin(root, language, link);
  for (;;) {
    const card = progressCard(root, language);
    try {
      return await show(root, language, card);
    } catch (error) {
      // Also in the midst of following a plan: a session ends, a key is revoked.
      if (!(error instanceof Refused && error.status === 401)) {
        return card.say(words.failed, error instanceof Refused ? error.message : String(error));
      }
      await signIn(root, language);
    }
  }
}

async function show(root: HTMLElement, language: Language, card: ProgressCard): Promise<void> {
  const words = wordsOf(language);
  const silent = () => card.say(words.unreachable);
  const session = sessionOf(await untilAnswered(fetchMe, silent));
  if (session) card.signedIn(session);
  const id = await untilAnswered(() => planToShow(location.search), silent);
  if (id === null) return card.say(words.noPlan, words.noPlanHelp);
  const making = await follow(id, { progress: card.show, silent });
  const address = planAddress(making);
  if (address === null) {
    const title = making.state === 'cancelled' ? words.stopped : words.failed;
    return card.say(title, making.failure ? `${making.failure.detail} ${making.failure.action}` : '');
  }
  const plan = await untilAnswered(() => fetchPlan(address), silent);
  const page = showPlan(root, plan, { language, files: planFiles(making), session });
  // Streets are only the drawing behind the plan: without them it is still complete.
  const streets = await fetchStreets(making).catch(() => null);
  if (streets) page.showStreets(streets);
}
