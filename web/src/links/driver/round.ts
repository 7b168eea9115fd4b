/** The page of a driver: the round of the day, what happens on it, and whether it has been sent. */

import { element, foreign } from '../../dom';
import { brandMark } from '../../page/header';
import { ask, keepDoing, Refusal } from '../ask';
import { dayOf } from '../moments';
import type { Words } from '../words';
import { stopCard } from './card';
import { openDialog } from './dialog';
import { followPosition } from './position';
import { Sender, type Way } from './sender';
import { openShelf, type Round, type Shelf, type Waiting } from './shelf';
import { isOver, roundState, stopsOf } from './stops';
import { Taps } from './taps';

const EVERY_MS = 60_000;

/** Show the round of a link inside `root`, and keep it up to date. */
export function showRound(root: HTMLElement, token: string, words: Words): void {
  document.title = words.driver.title('').trim();
  root.replaceChildren(element('main', {}, element('p', { class: 'quiet' }, words.loading)));
  if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/driver_worker.js', { scope: '/driver/' }).catch(() => undefined);
  void openShelf().then((shelf) => new RoundPage(root, token, words, shelf).begin());
}

class RoundPage {
  private readonly path: string;
  private readonly sender: Sender;
  private readonly status = element('p', { class: 'way', role: 'status' });
  private readonly body = element('main', {});
  private readonly taps = new Taps(this.body);
  private readonly opened = new Map<string, boolean>();
  private round: Round | null = null;
  private waiting: Waiting[] = [];
  private way: Way = 'sent';
  private stale = false;
  private sharing: (() => void) | null = null;

  constructor(private readonly root: HTMLElement, private readonly token: string, private readonly words: Words, private readonly shelf: Shelf) {
    this.path = `/v1/driver/${encodeURIComponent(token)}`;
    this.sender = new Sender(this.path, token, shelf, {
      changed: (waiting, way) => this.heard(waiting, way),
      sent: () => this.look(),
      dead: () => void this.dead(),
    });
  }

  async begin(): Promise<void> {
    this.round = await this.shelf.round(this.token);
    this.root.replaceChildren(this.body);
    if (this.round) this.show();
    else this.body.replaceChildren(element('p', { class: 'quiet' }, this.words.loading), this.status);
    await this.look();
    await this.sender.begin();
    keepDoing(() => void this.look().then(() => this.sender.send()), EVERY_MS);
  }

  private async look(): Promise<void> {
    try {
      const { told, ahead_ms } = await ask<Round>(this.path);
      this.sender.setClock(ahead_ms);
      this.stale = false;
      this.round = told;
      await this.shelf.keepRound(this.token, told);
    } catch (error) {
      if (error instanceof Refusal) return this.dead();
      this.stale = true;
    }
    this.show();
  }

  private heard(waiting: Waiting[], way: Way): void {
    this.waiting = [...waiting];
    this.way = way;
    this.show();
  }

  private async dead(): Promise<void> {
    await this.shelf.keepRound(this.token, null);
    this.round = null;
    this.sharing?.();
    this.body.replaceChildren(element('h1', {}, this.words.deadLink), element('p', {}, this.words.deadLinkHelp));
  }

  private show(): void {
    this.taps.between(() => this.draw());
  }

  private draw(): void {
    const { driver } = this.words;
    this.status.textContent = this.wayText();
    this.status.className = `way ${this.stale ? 'offline' : this.way}`;
    if (!this.round) return;
    document.title = driver.title(this.round.vehicle);
    const focused = document.activeElement?.id;
    const stops = stopsOf(this.round, this.waiting);
    const state = roundState(this.round, this.waiting);
    const next = stops.find((stop) => !isOver(stop));
    const cards = stops.map((stop, k) => {
      const name = stop.status.stop;
      const card = stopCard(stop, k + 1, this.opened.get(name) ?? stop === next, this.words, this.sender.tell.bind(this.sender));
      card.addEventListener('toggle', () => { if (card.open !== (stop === next)) this.opened.set(name, card.open); else this.opened.delete(name); });
      card.querySelector('summary')!.id = `stop-${k}`;
      return element('li', {}, card);
    });
    this.body.replaceChildren(
      this.header(stops.filter(isOver).length, stops.length), this.status, ...this.notes(),
      state === 'waiting' ? this.button('start', driver.start, () => void this.sender.tell({ kind: 'started' })) : '',
      state === 'ended' ? element('p', { class: 'good' }, driver.ended) : this.sharingField(),
      element('ol', { class: 'stops' }, ...cards),
      state === 'underway' ? this.button('end', driver.end, () => this.askEnd(stops.length - stops.filter(isOver).length)) : '',
    );
    if (focused) document.getElementById(focused)?.focus();
  }

  private header(done: number, all: number): HTMLElement {
    const round = this.round!;
    return element('header', { class: 'brand' }, brandMark(), element('div', {},
      element('h1', {}, foreign(round.vehicle), ' · ', dayOf(round.manifest.day, this.words.locale)),
      element('p', { class: 'quiet' }, this.words.driver.doneOf(done, all)), element('progress', { max: Math.max(all, 1), value: done, 'aria-label': this.words.driver.doneOf(done, all) })));
  }

  private wayText(): string {
    const { driver } = this.words;
    const count = this.waiting.filter(({ refused, event }) => !refused && event.kind !== 'position').length;
    if (count && this.way === 'offline') return driver.kept(count);
    if (count) return driver.sending(count);
    return this.stale || this.way === 'offline' ? driver.noNetwork : driver.allSent;
  }

  private notes(): HTMLElement[] {
    const { driver } = this.words;
    const refused = this.waiting.filter((each) => each.refused);
    const notes = refused.map((each) => element('p', { class: 'note', role: 'alert' },
      driver.notTaken, ' ', foreign(`${each.event.stop ?? ''} ${driver.stopStates[each.event.kind] ?? each.event.kind}: ${each.refused!}`), ' ',
      element('button', { type: 'button', class: 'plain', onclick: () => void this.sender.read(each) }, driver.read)));
    return this.shelf.lasting ? notes : [element('p', { class: 'note' }, driver.keepsNothing), ...notes];
  }

  private button(id: string, text: string, act: () => void): HTMLElement {
    return element('button', { type: 'button', class: 'main wide', id, onclick: act }, text);
  }

  private sharingField(): HTMLElement {
    const { driver } = this.words;
    const note = element('small', { role: 'status' });
    const input = element('input', { type: 'checkbox', id: 'share', checked: this.sharing !== null, onchange: () => {
      this.sharing?.();
      this.sharing = null;
      if (!input.checked) return;
      this.sharing = followPosition(
        (lon, lat, accuracy_m) => void this.sender.tell({ kind: 'position', lon, lat, accuracy_m }),
        () => { note.textContent = driver.noPosition; });
    } });
    return element('label', { class: 'tick' }, input, driver.share, note);
  }

  private askEnd(open: number): void {
    const { driver } = this.words;
    const end = () => this.sender.tell({ kind: 'ended' });
    if (open === 0) void end();
    else openDialog(this.words, driver.end, [element('p', {}, driver.endOpen(open))], async () => { await end(); return null; }, driver.end);
  }
}
