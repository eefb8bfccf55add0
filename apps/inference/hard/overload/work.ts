import { expectOverloaded } from '../support/problem.ts';
import type { Reply } from '../support/reply.ts';
import { invocation, type Wire } from '../support/wire.ts';

/** Processor time of one invocation. */
const WORK_MILLISECONDS = 5;
/** Time-out for an answer; generous, for a busy machine. */
const ANSWER_SECONDS = 30;

export interface Outcome {
  readonly status: number;
  readonly milliseconds: number;
}

/** An invocation of the moody bundle with a unique `id`; some bodies are larger. */
export function work(id: number): Buffer {
  const padding = '.'.repeat((id * 677) % 4096);
  return invocation({ id, mood: 'slow', milliseconds: WORK_MILLISECONDS, padding });
}

/** @throws Error for an answer that is neither for `id` nor an overload refusal */
export async function outcomeOf(wire: Wire, id: number): Promise<Outcome> {
  const started = performance.now();
  wire.send(work(id));
  const reply = await wire.reply(ANSWER_SECONDS);
  const milliseconds = performance.now() - started;
  if (!reply) throw new Error(`invocation ${id} was not answered: its connection was closed`);
  check(reply, id);
  return { status: reply.status, milliseconds };
}

function check(reply: Reply, id: number): void {
  const { status, body } = reply;
  if (status === 503) return expectOverloaded(reply);
  const text = body.toString();
  if (status !== 200 || text !== `{"id":${id}}`) {
    throw new Error(`invocation ${id} was answered with ${status}: ${text}`);
  }
}
