/** What the phone keeps of a driver's round: the round as last seen, and what waits to be sent. */

import type { components } from '../../generated/api';

export type Round = components['schemas']['DriverRouteOut'];
type Event = components['schemas']['DayEventIn'];

/** An event as it is sent; what is left out says nothing. */
export type Told = Pick<Event, 'id' | 'at' | 'kind'> & Partial<Event>;

/** What a driver says: id and moment are given as it is kept. */
export type Happening = Omit<Told, 'id' | 'at'>;

/** Something that happened, with its pictures; it is kept until the server has it. */
export interface Waiting {
  number: number;
  token: string;
  event: Told;
  photo?: Blob;
  signature?: Blob;
  /** Why the server does not take it; the driver reads it and lets it go. */
  refused?: string;
}

/** Keeps things by themselves: in the browser's database, or as long as the page is open where there is none. */
export interface Shelf {
  /** Whether things are still there after the page was closed. */
  lasting: boolean;
  round(token: string): Promise<Round | null>;
  keepRound(token: string, round: Round | null): Promise<void>;
  waiting(token: string): Promise<Waiting[]>;
  put(waiting: Waiting): Promise<void>;
  drop(number: number): Promise<void>;
}

const NAME = 'roundsman-driver';

export async function openShelf(): Promise<Shelf> {
  try {
    return new LastingShelf(await opened());
  } catch {
    return new ShortShelf();
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('rounds');
      asked.result.createObjectStore('waiting', { keyPath: 'number' });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

class LastingShelf implements Shelf {
  readonly lasting = true;

  constructor(private readonly database: IDBDatabase) {}

  async round(token: string): Promise<Round | null> {
    return ((await this.on('rounds', 'readonly', (rounds) => rounds.get(token))) as Round | undefined) ?? null;
  }

  async keepRound(token: string, round: Round | null): Promise<void> {
    // Rounds of other days are done with: nothing of them stays on the phone.
    await this.on('rounds', 'readwrite', (rounds) => rounds.clear());
    if (round) await this.on('rounds', 'readwrite', (rounds) => rounds.put(round, token));
  }

  async waiting(token: string): Promise<Waiting[]> {
    const all = (await this.on('waiting', 'readonly', (waiting) => waiting.getAll())) as Waiting[];
    return all.filter((each) => each.token === token);
  }

  async put(waiting: Waiting): Promise<void> {
    await this.on('waiting', 'readwrite', (store) => store.put(waiting));
  }

  async drop(number: number): Promise<void> {
    await this.on('waiting', 'readwrite', (store) => store.delete(number));
  }

  /** Return what was asked for once it is on the disk. */
  private on(name: string, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    return new Promise((done, failed) => {
      const change = this.database.transaction(name, mode);
      const asked = act(change.objectStore(name));
      change.oncomplete = () => done(asked.result);
      change.onabort = () => failed(change.error);
    });
  }
}

class ShortShelf implements Shelf {
  readonly lasting = false;
  private last: Round | null = null;
  private readonly held = new Map<number, Waiting>();

  async round(): Promise<Round | null> {
    return this.last;
  }

  async keepRound(_: string, round: Round | null): Promise<void> {
    this.last = round;
  }

  async waiting(token: string): Promise<Waiting[]> {
    return [...this.held.values()].filter((each) => each.token === token);
  }

  async put(waiting: Waiting): Promise<void> {
    this.held.set(waiting.number, waiting);
  }

  async drop(number: number): Promise<void> {
    this.held.delete(number);
  }
}
