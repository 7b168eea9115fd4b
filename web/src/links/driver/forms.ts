/** What a driver says of a stop: served, with a proof, or failed, with a reason. */

import { element, foreign } from '../../dom';
import type { Words } from '../words';
import { openDialog, textField } from './dialog';
import { photoField, signatureField } from './pictures';
import type { Happening, Told, Waiting } from './shelf';
import type { Stop } from './stops';

export type Tell = (told: Happening, pictures?: Pick<Waiting, 'photo' | 'signature'>) => Promise<void>;

/** Ask how a stop was served, and tell it. */
export function askServed(stop: Stop, words: Words, tell: Tell): void {
  const { driver } = words;
  const { orders, errands } = stop.status;
  const fetched = errands.some((each) => each.task !== 'bring');
  const brings = orders.length > 0 || errands.some((each) => each.task === 'bring');
  if (!brings) {
    void tell({ kind: 'fetched', stop: stop.status.stop });
    return;
  }
  const which = orderField(stop, words);
  const name = textField(driver.whoTook);
  const code = textField(driver.code, { maxlength: 50, autocapitalize: 'characters' });
  const photo = photoField(words);
  const signature = signatureField(words);
  const also = element('input', { type: 'checkbox', checked: true });
  const alsoRow = fetched ? element('label', { class: 'tick' }, also, driver.alsoFetched) : null;
  openDialog(words, driver.delivered, [which?.row ?? null, name.row, code.row, photo.row, signature.row, alsoRow], async () => {
    const [picture, signed] = [await photo.taken(), await signature.taken()];
    if (!picture && !signed && !name.input.value.trim() && !code.input.value.trim()) return driver.proofNeeded;
    const chosen = which ? which.chosen() : [''];
    if (chosen.length === 0) return driver.whichNeeded;
    const pictures = { ...(picture && { photo: picture }), ...(signed && { signature: signed }) };
    for (const order of chosen) {
      await tell({ kind: 'delivered', stop: stop.status.stop, order, signed_by: name.input.value.trim(), code: code.input.value.trim() }, { ...pictures });
    }
    if (fetched && also.checked) await tell({ kind: 'fetched', stop: stop.status.stop });
    return null;
  });
}

/** Ask why a stop failed, and tell it. */
export function askFailed(stop: Stop, words: Words, tell: Tell): void {
  const { driver } = words;
  const which = orderField(stop, words);
  const options = Object.entries(driver.reasons).map(([code, text]) => {
    const input = element('input', { type: 'radio', name: 'reason', value: code });
    return { input, row: element('label', { class: 'tick' }, input, text) };
  });
  const note = textField(driver.note, { maxlength: 500 });
  const photo = photoField(words);
  const reasons = element('fieldset', {}, element('legend', {}, driver.why), ...options.map(({ row }) => row));
  openDialog(words, driver.failed, [which?.row ?? null, reasons, note.row, photo.row], async () => {
    const reason = options.find(({ input }) => input.checked)?.input.value as Told['reason'];
    if (!reason) return driver.reasonNeeded;
    const chosen = which ? which.chosen() : [''];
    if (chosen.length === 0) return driver.whichNeeded;
    const picture = await photo.taken();
    for (const order of chosen) {
      await tell({ kind: 'failed', stop: stop.status.stop, order, reason, note: note.input.value.trim() }, picture ? { photo: picture } : {});
    }
    return null;
  });
}

/** Return a choice of the orders of a stop; null where there is nothing to choose. All of them are one event. */
function orderField(stop: Stop, { driver }: Words): { row: HTMLElement; chosen(): string[] } | null {
  const { orders } = stop.status;
  if (orders.length < 2) return null;
  const ticks = orders.map(({ order, number }) => {
    const input = element('input', { type: 'checkbox', checked: true, value: order });
    return { input, row: element('label', { class: 'tick' }, input, foreign(number)) };
  });
  const chosen = () => {
    const on = ticks.filter(({ input }) => input.checked).map(({ input }) => input.value);
    return on.length === ticks.length ? [''] : on;
  };
  return { row: element('fieldset', {}, element('legend', {}, driver.which), ...ticks.map(({ row }) => row)), chosen };
}
