import { ProblemError } from '@pilotlight/contracts';
import type { Invocation } from '../answer-types.ts';
import { parse } from '../run/answer-run.ts';
import { encodeOutputs } from '../codecs/index.ts';
import { errorReply } from '../run/error-reply.ts';
import type { LoadedHandler } from '../handler/load-handler.ts';
import type { FormattedOutput } from '../handler/hooks.ts';
import type { FromWorker } from '../pool/messages.ts';

/** The receiver of a stream; call `room` after each part: it resolves when the next may be sent. */
export interface StreamReader {
  post(message: FromWorker): void;
  room(): Promise<void>;
  readonly left: boolean;
}

/**
 * Answers one invocation by a handler whose `predict` is an async generator: each part is sent as soon as it is
 * yielded. Without a `formatOutput` a part is a line of JSON Lines; a client that accepts only JSON gets one whole
 * answer at the end. The content type is sent with the first part; a failure before it is an ordinary error reply, a
 * failure after it breaks the stream. Never throws.
 */
export async function answerStream(
  handler: LoadedHandler,
  id: number,
  invocation: Invocation,
  reader: StreamReader,
): Promise<void> {
  const { accept } = invocation;
  const started = performance.now();
  let parsed = started;
  let begun = false;
  let inputs = 0;
  const kept: unknown[] = [];
  const timings = () => ({
    waitMilliseconds: 0,
    parseMilliseconds: parsed - started,
    predictMilliseconds: performance.now() - parsed,
    formatMilliseconds: 0,
    batchSize: inputs,
  });
  try {
    const decoded = await parse(handler, invocation);
    inputs = decoded.inputs.length;
    if (inputs === 0) throw new ProblemError('input_invalid', 'the body has no input');
    parsed = performance.now();
    for await (const output of handler.predict(decoded.inputs, handler.model) as AsyncGenerator) {
      const part = formatPart(handler, output, accept);
      if (!part) {
        kept.push(output);
        continue;
      }
      if (!begun) reader.post({ kind: 'replies', replies: [[id, { stream: part.contentType }]] });
      begun = true;
      reader.post({ kind: 'part', id, part: part.body });
      await reader.room();
      if (reader.left) break;
    }
    if (begun) return reader.post({ kind: 'end', id, timings: timings() });
    if (kept.length === 0) throw new Error('predict yielded nothing');
    const whole = encodeOutputs(kept, accept, 'lines', handler.manifest);
    reader.post({ kind: 'replies', replies: [[id, { ...whole, timings: timings() }]] });
  } catch (thrown) {
    const reply = errorReply(thrown);
    if (!begun) return reader.post({ kind: 'replies', replies: [[id, reply]] });
    const failure = 'failure' in reply ? reply.failure : new Error(reply.refusal.detail);
    reader.post({ kind: 'end', id, timings: timings(), failure });
  }
}

const LINES = 'application/jsonlines';

/** @returns undefined when a single part cannot be written in a type that `accept` allows */
function formatPart(
  { formatOutput, manifest }: LoadedHandler,
  output: unknown,
  accept: string,
): FormattedOutput | undefined {
  if (formatOutput) return formatOutput(output, accept);
  const { body, contentType } = encodeOutputs([output], accept, 'lines', manifest);
  return contentType === LINES ? { body: `${String(body).trimEnd()}\n`, contentType } : undefined;
}
