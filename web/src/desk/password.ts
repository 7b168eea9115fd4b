/** One's own password: the old one and the new one twice; all other sessions end. */

import { element } from '../dom';
import { showForm } from '../live/form';
import { postJson, Refused } from '../live/api';
import { wordsOf } from '../words';
import type { Given } from './desk';
import type { Words } from './words';

/** Draw the screen. */
export async function showPassword({ place, language, words }: Given): Promise<void> {
  const shared = wordsOf(language);
  showForm(place, shared, {
    title: words.screens.password,
    help: words.passwordHelp,
    fields: [
      { name: 'old', label: words.oldPassword, kind: 'password', fills: 'current-password', longest: 200 },
      { name: 'new', label: words.newPassword, kind: 'password', fills: 'new-password', longest: 200, shortest: 12, help: shared.passwordHelp },
      { name: 'again', label: words.newAgain, kind: 'password', fills: 'new-password', longest: 200 },
    ],
    button: words.change,
    send: async (typed) => {
      if (typed['new'] !== typed['again']) throw new Refused(0, words.notTheSame);
      await postJson('/v1/me/password', { old: typed['old'], new: typed['new'] }).catch((error: unknown) => { throw plain(error, words); });
    },
  }, () => place.replaceChildren(element('main', {}, element('h1', { role: 'status' }, words.changed), element('p', {}, words.othersEnded))));
}

/** Say what was wrong by its field. */
function plain(error: unknown, words: Words): unknown {
  if (!(error instanceof Refused)) return error;
  if (error.status === 429) return new Refused(429, words.tooMany);
  const parts = error.errors.map(({ field, expected }) => (field === 'old' ? words.oldWrong : `${words.newPassword}: ${expected}`));
  return new Refused(error.status, parts.length ? parts.join(' ') : error.message);
}
