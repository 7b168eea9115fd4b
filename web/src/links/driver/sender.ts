/** Sends what happened, in the order in which it happened, until the server has it; nothing is sent twice to any effect. */

import type { components } from '../../generated/api';
import { ask, NoAnswer, Refusal } from '../ask';
import type { Happening, Shelf, Told, Waiting } from './shelf';

type Taken = components['schemas']['TakenOut'];
type Fault = Taken['refused'][number];

const AT_ONCE = 100;
const FIRST_WAIT_S = 5;
const LONGEST_WAIT_S = 60;

export type Way = 'sent' | 'sending' | 'offline';

/** What becomes of what was told; `dead` is the link when it has expired. */
export interface Heard {
  changed(waiting: Waiting[], way: Way): void;
  /** Something has been sent: what the server knows is asked for before it is shown as sent. */
  sent(): Promise<void>;
  dead(): void;
}

export class Sender {
  private waiting: Waiting[] = [];
  private busy = false;
  private wait_s = FIRST_WAIT_S;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ahead_ms = 0;

  constructor(private readonly path: string, private readonly token: string, private readonly shelf: Shelf, private readonly heard: Heard) {}

  /** Take up what was left from before. */
  async begin(): Promise<void> {
    this.waiting = await this.shelf.waiting(this.token);
    await this.send();
  }

  /** Set our clock by the server's: events of a phone whose clock is wrong would be refused. */
  setClock(ahead_ms: number): void {
    this.ahead_ms = Math.abs(ahead_ms) > 60_000 ? ahead_ms : 0;
  }

  /** Keep what happened now, and send it as soon as it can be. */
  async tell(told: Happening, pictures: Pick<Waiting, 'photo' | 'signature'> = {}): Promise<void> {
    if (told.kind === 'position') await this.forgetPositions();
    const at = new Date(Date.now() + this.ahead_ms).toISOString();
    const last = this.waiting.at(-1)?.number ?? 0;
    const waiting = { number: Math.max(Date.now(), last + 1), token: this.token, event: { ...told, id: newId(), at } as Told, ...pictures };
    this.waiting.push(waiting);
    await this.shelf.put(waiting);
    void this.send();
  }

  /** Let go of something that the server does not take. */
  async read(waiting: Waiting): Promise<void> {
    await this.drop(waiting);
    this.heard.changed(this.waiting, this.open().length ? 'offline' : 'sent');
  }

  /** Send what waits; where that fails, again after a while. */
  async send(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    try {
      while (this.open().length > 0) {
        this.heard.changed(this.waiting, 'sending');
        await this.sendSome(this.open().slice(0, AT_ONCE));
        this.wait_s = FIRST_WAIT_S;
        await this.heard.sent();
      }
      this.heard.changed(this.waiting, 'sent');
    } catch (error) {
      if (error instanceof NoAnswer) this.later(error.wait_s);
      else if (error instanceof Refusal && error.status === 404) this.heard.dead();
      else throw error;
    } finally {
      this.busy = false;
    }
  }

  private open(): Waiting[] {
    return this.waiting.filter((each) => !each.refused);
  }

  private later(wait_s: number): void {
    this.heard.changed(this.waiting, 'offline');
    this.timer = setTimeout(() => void this.send(), Math.max(wait_s, this.wait_s) * 1000);
    this.wait_s = Math.min(LONGEST_WAIT_S, this.wait_s * 2);
  }

  private async sendSome(some: Waiting[]): Promise<void> {
    for (const each of some) await this.sendPictures(each);
    const body = JSON.stringify({ events: some.map((each) => each.event) });
    const { told } = await ask<Taken>(`${this.path}/events`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    const known = new Set([...told.new, ...told.again]);
    for (const [k, each] of some.entries()) {
      const fault = told.refused.find(({ where }) => where === `/events/${k}` || where.includes(each.event.id));
      if (known.has(each.event.id) || each.event.kind === 'position') await this.drop(each);
      else await this.refuse(each, fault);
    }
  }

  /** Pictures go first: an event names them by their digests. One that is refused is left out. */
  private async sendPictures(waiting: Waiting): Promise<void> {
    for (const name of ['photo', 'signature'] as const) {
      const picture = waiting[name];
      if (!picture) continue;
      try {
        const { told } = await ask<{ digest: string }>(`${this.path}/proofs`, { method: 'POST', headers: { 'Content-Type': picture.type }, body: picture });
        waiting.event[name] = told.digest;
      } catch (error) {
        if (!(error instanceof Refusal) || error.status === 404) throw error;
      }
      delete waiting[name];
      await this.shelf.put(waiting);
    }
  }

  private async refuse(waiting: Waiting, fault: Fault | undefined): Promise<void> {
    waiting.refused = fault ? `${fault.field}: ${fault.expected}` : '?';
    await this.shelf.put(waiting);
  }

  private async drop(waiting: Waiting): Promise<void> {
    this.waiting = this.waiting.filter((each) => each !== waiting);
    await this.shelf.drop(waiting.number);
  }

  private async forgetPositions(): Promise<void> {
    for (const each of this.waiting.filter(({ event }) => event.kind === 'position')) await this.drop(each);
  }
}

/** Return an id that no other device gives: 128 bits by chance. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, '0')).join('');
}
