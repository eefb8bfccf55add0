import { setTimeout as sleep } from 'node:timers/promises';
import type { Question } from './questions.ts';

/** The outcomes of all questions, counted. */
export interface Tally {
  /** Answered with 200, or parked with 202. */
  accepted: number;
  answered: number;
  /** Accepted, but never answered by the model. */
  lost: number;
  /** Answered, but not with the model's answer. */
  wrong: number;
  /** Answered, but differently when read again. */
  twice: number;
  /** Refused at once. */
  refused: number;
  readonly reasons: Record<string, number>;
}

interface Reply {
  readonly status: number;
  readonly location: string | null;
  readonly retryAfterSeconds: number;
  readonly body: {
    readonly status?: string;
    readonly output?: unknown;
    readonly code?: string;
    readonly error?: { readonly code?: string };
  };
}

const LEAST_PAUSE_SECONDS = 0.2;

async function request(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, init);
  const text = await response.text();
  return {
    status: response.status,
    location: response.headers.get('location'),
    retryAfterSeconds: Math.max(
      LEAST_PAUSE_SECONDS,
      Number(response.headers.get('retry-after') ?? 1),
    ),
    body: text.startsWith('{') ? (JSON.parse(text) as Reply['body']) : {},
  };
}

/** Asks one stack, and keeps count. */
export class Asker {
  readonly tally: Tally = {
    accepted: 0,
    answered: 0,
    lost: 0,
    wrong: 0,
    twice: 0,
    refused: 0,
    reasons: {},
  };
  readonly #url: string;
  /** The answers to parked predictions, to be read again. */
  readonly #kept = new Map<string, string>();

  constructor(url: string) {
    this.#url = url;
  }

  /** Asks, and polls a parked prediction until it is finished or until `giveUpAt` (epoch milliseconds). */
  async ask({ input, answer }: Question, giveUpAt: () => number): Promise<void> {
    const { tally } = this;
    const asked = await request(`${this.#url}/v1/models/entailment/predictions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    if (asked.status !== 200 && asked.status !== 202) {
      tally.refused += 1;
      this.#because(`refused: ${asked.status} ${asked.body.code ?? ''}`);
      return;
    }
    tally.accepted += 1;
    const finished = asked.location ? await this.#follow(asked.location, giveUpAt) : asked;
    if (finished?.body.output === undefined) {
      tally.lost += 1;
      this.#because(`lost: ${finished?.body.error?.code ?? 'no answer came'}`);
      return;
    }
    const given = JSON.stringify(finished.body.output);
    if (given === answer) tally.answered += 1;
    else tally.wrong += 1;
    if (asked.location) this.#kept.set(asked.location, JSON.stringify(finished.body));
  }

  /** Reads every parked answer once more. */
  async lookAgain(): Promise<void> {
    for (const [location, before] of this.#kept) {
      const { body } = await this.#read(location);
      if (JSON.stringify(body) !== before) this.tally.twice += 1;
    }
  }

  async state(): Promise<string | undefined> {
    const { body } = await this.#read('/v1/models/entailment');
    return (body as { state?: { status?: string } }).state?.status;
  }

  async #follow(location: string, giveUpAt: () => number): Promise<Reply | undefined> {
    while (Date.now() < giveUpAt()) {
      const reply = await this.#read(location);
      if (reply.body.status === 'succeeded' || reply.body.status === 'failed') return reply;
      await sleep(reply.retryAfterSeconds * 1000);
    }
    return undefined;
  }

  /** Retries a refused read: the stage's rate limit or a busy service may refuse it. */
  async #read(location: string): Promise<Reply> {
    for (;;) {
      const reply = await request(`${this.#url}${location}`);
      if (reply.status === 200) return reply;
      this.#because(`read again: ${reply.status} ${reply.body.code ?? ''}`);
      await sleep(reply.retryAfterSeconds * 1000);
    }
  }

  #because(reason: string): void {
    this.tally.reasons[reason] = (this.tally.reasons[reason] ?? 0) + 1;
  }
}
