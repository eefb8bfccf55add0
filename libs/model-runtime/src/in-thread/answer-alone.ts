import type { Invocation } from '../answer-types.ts';
import type { LoadedHandler } from '../handler/load-handler.ts';
import type { FromWorker, Reply, RunLimits, WorkTimings } from '../pool/messages.ts';
import { answerRun } from '../run/answer-run.ts';
import { replyError } from '../run/reply-error.ts';
import { answerStream } from '../streams/answer-stream.ts';
import type { WholeAnswer } from './load-in-thread.ts';

const ALONE: RunLimits = { maxBatch: 1, runOverheadInputs: 0 };

/** Answers one invocation in this thread, each of its inputs alone; joins a stream. Throws as `InThreadModel.answer`. */
export async function answerAlone(
  handler: LoadedHandler,
  invocation: Invocation,
): Promise<WholeAnswer> {
  const reply = await (handler.streams ? joined(handler, invocation) : whole(handler, invocation));
  if (!('body' in reply)) throw replyError(reply);
  const { body, contentType, timings } = reply;
  return { body: bytes(body), contentType, timings: withoutWait(timings) };
}

type WholeReply = Exclude<Reply, { stream: string }>;

async function whole(handler: LoadedHandler, invocation: Invocation): Promise<WholeReply> {
  let given: Reply | undefined;
  await answerRun(handler, [[0, invocation]], ALONE, (_key, reply) => (given = reply));
  return complete(given);
}

async function joined(handler: LoadedHandler, invocation: Invocation): Promise<WholeReply> {
  const parts: Uint8Array[] = [];
  let given: Reply | undefined;
  let end: Extract<FromWorker, { kind: 'end' }> | undefined;
  const post = (message: FromWorker) => {
    if (message.kind === 'replies') given = message.replies[0]?.[1];
    else if (message.kind === 'part') parts.push(bytes(message.part));
    else if (message.kind === 'end') end = message;
  };
  await answerStream(handler, 0, invocation, { post, room: async () => undefined, left: false });
  if (!given || !('stream' in given) || !end) return complete(given);
  if (end.failure) return { failure: end.failure };
  return { body: Buffer.concat(parts), contentType: given.stream, timings: end.timings };
}

function complete(reply: Reply | undefined): WholeReply {
  if (reply && !('stream' in reply)) return reply;
  throw new Error('the model gave no answer');
}

const utf8 = new TextEncoder();

function bytes(part: string | Uint8Array): Uint8Array {
  return typeof part === 'string' ? utf8.encode(part) : part;
}

/** Alone, an invocation waits for no other. */
function withoutWait({ waitMilliseconds: _none, ...timings }: WorkTimings): WholeAnswer['timings'] {
  return timings;
}
