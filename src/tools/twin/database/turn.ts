import type { Socket } from 'node:net';
import type { Log } from '#src/tools/twin/log.ts';
import { kindOf, queryMessage, saysIdle, syncMessage } from './postgres-messages.ts';

/** Who waits for the session, first come, first served. */
export class Queue {
  #last: Promise<void> = Promise.resolve();

  /** Resolves, when it is one's turn, with what ends it. */
  async join(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#last;
    this.#last = promise;
    await before;
    return resolve;
  }
}

const longestIdleInMilliseconds = 30_000;

/** Messages that the server answers with ReadyForQuery: Query, Sync, FunctionCall. */
const answered = 'QSF';
/** Messages of the extended protocol, which a Sync must follow. */
const batched = 'PBDECH';
const terminate = 'X';
const readyForQuery = 'Z';

/** One connection's hold on the session. */
export class Turn {
  readonly #queue: Queue;
  readonly #log: Log;
  #release: (() => void) | null = null;
  #expected = 0;
  #isBatchOpen = false;
  #timer: NodeJS.Timeout | undefined;
  #onEnd: () => void = () => undefined;

  constructor(queue: Queue, log: Log) {
    this.#queue = queue;
    this.#log = log;
  }

  /** Waits for the session, if it is not held, before `message` is passed on. */
  async takeFor(message: Buffer, hangUp: () => void): Promise<void> {
    const kind = kindOf(message);
    if (kind === terminate) return;
    this.#release ??= await this.#queue.join();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#forget(hangUp), longestIdleInMilliseconds).unref();
    if (answered.includes(kind)) this.#expected += 1;
    if (kind === 'S') this.#isBatchOpen = false;
    if (batched.includes(kind)) this.#isBatchOpen = true;
  }

  /** Sees the server's answers: the one that says the transaction is over ends the turn. */
  note(message: Buffer): void {
    if (kindOf(message) !== readyForQuery || this.#release === null) return;
    this.#expected -= 1;
    if (this.#expected === 0 && !this.#isBatchOpen && saysIdle(message)) this.end();
  }

  /** The client has gone: its transaction is not to be continued by the next one. */
  async abandon(database: Socket): Promise<void> {
    if (this.#release === null || !database.writable) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onEnd = resolve;
    if (this.#isBatchOpen) database.write(syncMessage);
    this.#expected += this.#isBatchOpen ? 2 : 1;
    this.#isBatchOpen = false;
    database.write(queryMessage('ROLLBACK'));
    await promise;
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#release?.();
    this.#release = null;
    this.#onEnd();
  }

  #forget(hangUp: () => void): void {
    const seconds = longestIdleInMilliseconds / 1000;
    this.#log.error(
      `A database transaction was left open for ${seconds} seconds: it is rolled back.`,
    );
    hangUp();
  }
}
