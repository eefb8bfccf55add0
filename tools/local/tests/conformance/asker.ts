import { setTimeout } from 'node:timers/promises';
import { DOUBLE } from './workspace.ts';

const PATIENCE_MS = 90_000;
/** Each look costs a function its processor time, which slows the life cycle that is waited for. */
const STEP_MS = 300;

export interface Reply {
  readonly status: number;
  readonly location: string | null;
  readonly body: unknown;
}

/** What the model `double` is asked, and what it must answer. */
export const QUESTION = { input: { x: 21 }, output: { y: 42 } } as const;

/** Asks the model `double`. @param key an idempotency key */
export function ask(url: string, key?: string): Promise<Reply> {
  return request(`${url}/v1/models/${DOUBLE}/predictions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify(QUESTION.input),
  });
}

/** The answer of a parked prediction, once there is one. */
export async function answer(url: string, location: string | null): Promise<unknown> {
  return until(`${location} has an answer`, async () => {
    const { body } = await request(`${url}${location}`);
    const { status } = body as { status: string };
    return status === 'queued' || status === 'running' ? undefined : body;
  });
}

/** The status in the state of the model `double`, such as `asleep`. */
export async function stateOf(url: string): Promise<string> {
  const { body } = await request(`${url}/v1/models/${DOUBLE}`);
  return (body as { state: { status: string } }).state.status;
}

export function asleep(url: string): Promise<true> {
  return until('the model is asleep', async () => (await stateOf(url)) === 'asleep' || undefined);
}

export async function request(url: string, init: RequestInit = {}): Promise<Reply> {
  let response = await fetch(url, init);
  // Twenty concurrent pollers exceed the stage's rate limit.
  while (response.status === 429) {
    await setTimeout(STEP_MS);
    response = await fetch(url, init);
  }
  const text = await response.text();
  const location = response.headers.get('location');
  const json = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, location, body: json ? JSON.parse(text) : text };
}

/** Polls until there is a value. @throws Error that names `what` after `patienceMs` */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined> | T | undefined,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const value = await probe();
    if (value !== undefined) return value;
    await setTimeout(STEP_MS);
  }
  throw new Error(`timed out after ${patienceMs / 1000} s, waiting until ${what}`);
}
