import { setTimeout as after } from 'node:timers/promises';
import { expectOverloaded, problemOf } from '../support/problem.ts';
import type { Reply } from '../support/reply.ts';
import { Wire } from '../support/wire.ts';
import type { Attempt } from './attempt.ts';

/** Time-out for one attempt; generous, for a busy machine. */
const SECONDS = 20;

/** The outcomes of attempts. */
export interface Tally {
  /** The count of answers by status and code. */
  readonly answers: Map<string, number>;
  /** Descriptions of attempts with a wrong outcome. */
  readonly faults: string[];
}

/** Sends attempts one after the other, over one connection while it stays open. */
export class Sender {
  readonly #port: number;
  readonly #tally: Tally;
  #kept: Wire | undefined;
  /** The previous attempt on the same connection: it may be the cause of a missing answer. */
  #previous: Attempt | undefined;

  constructor(port: number, tally: Tally) {
    this.#port = port;
    this.#tally = tally;
  }

  /** Never throws: an error is recorded as a fault in the tally. */
  async send(attempt: Attempt): Promise<void> {
    try {
      await (attempt.outcome === 'answers' ? this.#ask(attempt) : this.#break(attempt));
    } catch (error) {
      const before = this.#previous ? `, after ${described(this.#previous)}` : '';
      this.#tally.faults.push(`${(error as Error).message}: ${described(attempt)}${before}`);
      this.close();
    }
  }

  close(): void {
    this.#kept?.cut();
    this.#kept = undefined;
    this.#previous = undefined;
  }

  async #ask(attempt: Attempt): Promise<void> {
    const wire = (this.#kept ??= await Wire.open(this.#port));
    await write(wire, attempt);
    for (let answer = 0; answer < attempt.answers; answer++) {
      const reply = await wire.reply(SECONDS, attempt.bodiless);
      // The server closed the connection without `Connection: close`, so the next request would be lost.
      if (!reply) throw new Error(`closed after ${answer} of ${attempt.answers} answers`);
      this.#judge(reply, attempt.bodiless);
      if (reply.headers.get('connection')?.toLowerCase() === 'close') {
        await wire.closed(SECONDS);
        return this.close();
      }
    }
    this.#previous = attempt;
  }

  async #break(attempt: Attempt): Promise<void> {
    const wire = await Wire.open(this.#port);
    try {
      await write(wire, attempt);
      if (attempt.outcome === 'cut') return;
      if (attempt.outcome === 'finished') wire.socket.end();
      for (;;) {
        const reply = await wire.reply(SECONDS);
        if (!reply) return;
        this.#judge(reply, false);
        if (attempt.outcome === 'refused') return;
      }
    } finally {
      wire.cut();
    }
  }

  /** @throws Error for an answer that a malformed request must not get */
  #judge(reply: Reply, bodiless: boolean): void {
    const { status, body } = reply;
    const answer = status < 300 || bodiless ? `${status}` : `${status} ${problemOf(reply).code}`;
    const { answers } = this.#tally;
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
    if (status === 503) expectOverloaded(reply);
    else if (status >= 500 || (status >= 300 && status < 400)) {
      throw new Error(`${status}: ${body.toString()}`);
    }
  }
}

async function write(wire: Wire, { parts, pauseMilliseconds }: Attempt): Promise<void> {
  for (const part of parts) {
    if (wire.ended) return;
    wire.send(part);
    if (pauseMilliseconds > 0) await after(pauseMilliseconds);
  }
}

function described({ kind, outcome, parts }: Attempt): string {
  const bytes = Buffer.concat(parts);
  const text = JSON.stringify(bytes.toString('latin1', 0, 500));
  return `${kind} (${outcome}, ${bytes.length} bytes) ${text}`;
}
