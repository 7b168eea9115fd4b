/** The page of a recipient: where the order is, when it comes, what went wrong and what follows, and the proof. */

import { element, foreign } from '../dom';
import type { components } from '../generated/api';
import { brandMark } from '../page/header';
import { ask, keepDoing, Refusal } from './ask';
import { clockOfSeconds, dayOf, readersClock, spanOf } from './moments';
import type { Words } from './words';

export type Own = components['schemas']['OwnDeliveryOut'];

const EVERY_MS = 60_000;
const STEPS: Own['state'][][] = [
  ['received', 'promised'],
  ['allocated', 'picked', 'loaded'],
  ['out-for-delivery', 'attempt-failed'],
  ['delivered', 'collected', 'ready-for-pickup'],
];

/** Show the order of a link inside `root`, and keep it up to date. */
export function showOrder(root: HTMLElement, token: string, words: Words): void {
  const path = `/v1/track/${encodeURIComponent(token)}`;
  const body = element('div', { 'aria-live': 'polite' }, element('p', { class: 'quiet' }, words.loading));
  const stale = element('p', { class: 'note', role: 'status', hidden: true });
  root.replaceChildren(element('header', { class: 'brand' }, brandMark(), element('b', {}, 'Roundsman')), element('main', {}, stale, body));
  document.title = words.yourOrder;
  let shown = '';
  const look = async () => {
    try {
      const { told } = await ask<Own>(path);
      stale.hidden = true;
      const now = JSON.stringify(told);
      if (now !== shown) body.replaceChildren(...orderParts(told, `${path}/proofs/`, words));
      shown = now;
      document.title = words.numbered(told.number);
    } catch (error) {
      if (error instanceof Refusal) {
        body.replaceChildren(element('h1', {}, words.deadLink), element('p', {}, words.deadLinkHelp));
        stale.hidden = true;
        return;
      }
      stale.hidden = false;
      stale.textContent = words.offline;
    }
  };
  void look();
  keepDoing(() => void look(), EVERY_MS);
}

/** Return what is shown of an order. */
export function orderParts(own: Own, proofs: string, words: Words): HTMLElement[] {
  return [
    element('p', { class: 'quiet' }, words.order, ' ', foreign(own.number)),
    element('h1', {}, words.states[own.state]),
    ...coming(own, words),
    ...deliveries(own, words),
    ...afterFailure(own, words),
    own.state === 'cancelled' ? null : steps(own, words),
    ...proof(own, proofs, words),
    element('p', { class: 'quiet' }, words.since(readersClock(own.since, words.locale))),
  ].filter((part) => part !== null);
}

function coming(own: Own, words: Words): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (own.earliest && own.latest) {
    parts.push(element('div', { class: 'window' }, element('small', {}, words.expected), element('b', {}, spanOf(own.earliest, own.latest)), element('span', {}, dayOf(own.earliest, words.locale))));
    if (own.window) parts.push(element('p', {}, words.promisedBetween(between(own, words))));
  } else if (own.day) {
    const when = own.window ? element('b', {}, between(own, words)) : null;
    parts.push(element('div', { class: 'window' }, element('small', {}, words.promised), when, element('span', {}, dayOf(own.day, words.locale))));
  }
  if (own.lon !== null && own.lat !== null) parts.push(element('p', { class: 'good' }, words.nextIsYou));
  if (own.at) parts.push(element('p', {}, own.state === 'ready-for-pickup' ? words.collectAt : words.comesTo, ' ', element('b', {}, foreign(own.at))));
  return parts;
}

function deliveries(own: Own, words: Words): HTMLElement[] {
  const parts = own.parts ?? [];
  if (parts.length < 2) return [];
  const listed = parts.map((part, k) => {
    const when = part.earliest && part.latest ? ` ${spanOf(part.earliest, part.latest)}` : '';
    return element('li', {}, words.delivery(k + 1, parts.length), ' ', element('b', {}, words.partStates[part.state]), when);
  });
  return [element('section', { 'aria-label': words.deliveries }, element('p', {}, words.deliveries), element('ul', { class: 'deliveries' }, ...listed))];
}

function between({ window }: Own, { untilText, fromText }: Words): string {
  if (!window) return '';
  if (window.opens_s === 0) return untilText(clockOfSeconds(window.closes_s ?? 0));
  if ((window.closes_s ?? 86_400) >= 86_400) return fromText(clockOfSeconds(window.opens_s ?? 0));
  return `${clockOfSeconds(window.opens_s ?? 0)} – ${clockOfSeconds(window.closes_s ?? 0)}`;
}

function afterFailure(own: Own, words: Words): HTMLElement[] {
  if (!own.reason || !['attempt-failed', 'returned', 'cancelled'].includes(own.state)) return [];
  const why = words.reasons[own.reason as keyof Words['reasons']];
  const next = own.next_step ? element('p', {}, words.nextSteps[own.next_step]) : null;
  if (!why && !next) return [];
  return [element('section', { class: 'wrong', 'aria-label': words.whatWentWrong }, ...(why ? [element('p', {}, element('b', {}, why))] : []), next)];
}

function steps(own: Own, words: Words): HTMLElement {
  const reached = STEPS.findIndex((states) => states.includes(own.state));
  return element('ol', { class: 'steps' }, ...words.steps.map((text, k) =>
    element('li', { class: k < reached ? 'past' : k === reached ? 'now' : '', 'aria-current': k === reached ? 'step' : null }, text)));
}

function proof(own: Own, proofs: string, words: Words): HTMLElement[] {
  const pictures: [string, string][] = [[own.photo, words.photoOf], [own.signature, words.signatureOf]];
  const shown = pictures.filter(([digest]) => digest).map(([digest, alt]) =>
    element('figure', {}, element('img', { src: `${proofs}${digest}`, alt, loading: 'lazy' }), element('figcaption', {}, alt)));
  if (shown.length === 0 && !own.signed_by) return [];
  const by = own.signed_by ? element('p', {}, words.takenBy, ' ', element('b', {}, foreign(own.signed_by))) : null;
  return [element('section', { class: 'proof', 'aria-label': words.proof }, by, ...shown)];
}
