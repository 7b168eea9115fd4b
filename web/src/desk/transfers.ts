/** Transfers between warehouses: what goes from where to where, how far it is, and what follows. */

import { element, foreign } from '../dom';
import type { components } from '../generated/api';
import { fetchJson, postJson, Refused } from '../live/api';
import type { Given } from './desk';
import { table, type Cell } from './table';
import { dayText, momentText, type Words } from './words';

type Transfer = components['schemas']['TransferOut'];
type Life = components['schemas']['TransferLifeOut'];
type Transfers = components['schemas']['TransfersOut'];
type State = Transfer['state'];

/** What a person can do next with a transfer, in the sequence in which it is done. */
export const STEPS: Record<State, ('ship' | 'receive' | 'cancel')[]> = {
  requested: ['ship', 'cancel'],
  planned: ['ship', 'cancel'],
  shipped: ['receive', 'cancel'],
  received: [],
  cancelled: [],
};

/** Draw the screen. */
export async function showTransfers(given: Given, state: State | '' = ''): Promise<void> {
  const { place, words } = given;
  const wrong = element('p', { role: 'alert', class: 'wrong' });
  const list = element('div', {});
  const chosen = element('select', { onchange: () => void showTransfers(given, chosen.value as State | '') },
    ...['', ...Object.keys(STEPS)].map((each) => element('option', { value: each, selected: each === state }, each ? words.transferStates[each as State] : words.all)));
  const act = (transfer: Transfer, step: string, body: object) => void postJson(`/v1/transfers/${encodeURIComponent(transfer.id)}:${step}`, body)
    .then(() => showTransfers(given, state), (error: unknown) => { wrong.textContent = told(error, words); });
  let token: string | null = '';
  const rows: Cell[][] = [];
  const more = element('button', { type: 'button', class: 'small', onclick: () => void load() }, words.more);
  const load = async () => {
    const asked: Transfers = await fetchJson<Transfers>(`/v1/transfers?page_size=50${state && `&state=${state}`}${token && `&page_token=${encodeURIComponent(token)}`}`);
    token = asked.next_page_token;
    rows.push(...asked.transfers.map((each) => row(each, words, act)));
    const headers = [words.number, words.fromTo, words.day, words.goods, words.state, words.next, ''];
    list.replaceChildren(rows.length ? table(words.screens.transfers, headers, rows) : element('p', { class: 'muted' }, words.noTransfers));
    more.hidden = token === null;
  };
  await load();
  place.replaceChildren(element('main', {}, element('h1', {}, words.screens.transfers), element('label', { class: 'choice' }, words.state, ' ', chosen), wrong, list, more));
}

function row(transfer: Transfer, words: Words, act: (transfer: Transfer, step: string, body: object) => void): Cell[] {
  const steps = STEPS[transfer.state].map((step) => (step === 'cancel' ? cancelling(transfer, words, act)
    : element('button', { type: 'button', class: 'small', onclick: () => act(transfer, step, {}) }, words.transferSteps[step])));
  const pieces = transfer.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const goods = element('details', {}, element('summary', {}, words.pieces(pieces, transfer.lines.length)), element('ul', {}, ...transfer.lines.map(({ sku, quantity }) => element('li', {}, `${quantity} × `, foreign(sku)))));
  const next = element('span', {}, words.transferNext[transfer.state], transfer.note ? element('small', {}, ' · ', foreign(transfer.note)) : null);
  return [foreign(transfer.number || transfer.id.slice(0, 8)), element('span', {}, foreign(transfer.source), ' → ', foreign(transfer.target)), dayText(transfer.day, words), goods,
    life(transfer, words), next, element('div', { class: 'steps' }, ...steps)];
}

/** Return the state; opened it tells when each step was. */
function life(transfer: Transfer, words: Words): HTMLElement {
  const steps = element('ol', {});
  const shown = element('details', {}, element('summary', {}, words.transferStates[transfer.state]), steps);
  shown.addEventListener('toggle', () => {
    if (!shown.open || steps.childElementCount) return;
    fetchJson<Life>(`/v1/transfers/${encodeURIComponent(transfer.id)}`).then(
      ({ events }) => steps.replaceChildren(...(events ?? []).map((each) => element('li', {}, `${momentText(each.at, words)} · ${words.transferStates[each.state]}`, each.note ? element('small', {}, ' · ', foreign(each.note)) : null))),
      (error: unknown) => steps.replaceChildren(element('li', {}, told(error, words))));
  });
  return shown;
}

/** To cancel needs a reason. */
function cancelling(transfer: Transfer, words: Words, act: (transfer: Transfer, step: string, body: object) => void): HTMLElement {
  const reason = element('input', { type: 'text', required: true, maxlength: 500, 'aria-label': words.reason, placeholder: words.reason });
  const form = element('form', { class: 'inline' }, reason, element('button', { type: 'submit', class: 'small' }, words.transferSteps.cancel));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    act(transfer, 'cancel', { reason: reason.value });
  });
  return element('details', {}, element('summary', {}, words.cancelling), form);
}

function told(error: unknown, words: Words): string {
  if (!(error instanceof Refused)) return words.notReached;
  return [error.message, ...error.errors.map(({ expected }) => expected)].join(' ');
}
