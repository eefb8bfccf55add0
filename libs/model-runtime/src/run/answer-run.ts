import { ProblemError } from '@pilotlight/contracts';
import type { Invocation } from '../answer-types.ts';
import { decodeBody, encodeOutputs, joinAnswers, type Decoded } from '../codecs/index.ts';
import { errorReply } from './error-reply.ts';
import type { LoadedHandler } from '../handler/load-handler.ts';
import type { FormattedOutput } from '../handler/hooks.ts';
import type { Reply, RunLimits } from '../pool/messages.ts';
import { paddedGroups } from './padded-groups.ts';

/** One invocation of a run, with its state so far. */
interface Part<Key> {
  readonly key: Key;
  readonly accept: string;
  readonly decoded: Decoded;
  readonly outputs: unknown[];
  readonly parsedAt: number;
  readonly parseMilliseconds: number;
  /** From the end of its parsing to its first group: other inputs of the run may go first. */
  waitMilliseconds: number;
  missing: number;
  predictMilliseconds: number;
  batchSize: number;
}

/** @param follows whether the next reply is ready too */
type Answering<Key> = (key: Key, reply: Reply, follows: boolean) => void;

interface Item<Key> {
  readonly part: Part<Key>;
  readonly index: number;
  readonly input: unknown;
  readonly length: number;
}

/**
 * Answers the invocations of one run. `predict` gets their inputs in groups of similar padded length; an invocation is
 * answered as soon as its last input is. If a group fails, each of its inputs runs alone, so that only the bad one
 * fails. Never throws: what a hook throws becomes a refusal or a failure.
 */
export async function answerRun<Key>(
  handler: LoadedHandler,
  invocations: readonly (readonly [Key, Invocation])[],
  { maxBatch, runOverheadInputs }: RunLimits,
  answer: Answering<Key>,
): Promise<void> {
  const items: Item<Key>[] = [];
  for (const [key, invocation] of invocations) {
    try {
      for (const item of await itemsOf(handler, key, invocation)) items.push(item);
    } catch (thrown) {
      answer(key, errorReply(thrown), false);
    }
  }
  const lengths = items.map(({ length }) => length);
  for (const indices of paddedGroups(lengths, maxBatch, runOverheadInputs)) {
    const group = indices.map((index) => items[index]).filter((item) => item !== undefined);
    await runGroup(handler, group, answer);
  }
}

async function itemsOf<Key>(
  handler: LoadedHandler,
  key: Key,
  invocation: Invocation,
): Promise<Item<Key>[]> {
  const started = performance.now();
  const decoded = await parse(handler, invocation);
  if (decoded.inputs.length === 0) throw new ProblemError('input_invalid', 'the body has no input');
  const parsedAt = performance.now();
  const part: Part<Key> = {
    key,
    accept: invocation.accept,
    decoded,
    outputs: [],
    parsedAt,
    parseMilliseconds: parsedAt - started,
    waitMilliseconds: 0,
    missing: decoded.inputs.length,
    predictMilliseconds: 0,
    batchSize: 0,
  };
  const lengthOf = (input: unknown) => handler.paddedLength?.(input) ?? 1;
  return decoded.inputs.map((input, index) => ({ part, index, input, length: lengthOf(input) }));
}

/** The inputs of one body, decoded by the handler's `parseInput` or, without one, by the codecs. */
export async function parse(
  { parseInput, manifest }: LoadedHandler,
  { body, contentType }: Invocation,
): Promise<Decoded> {
  if (!parseInput) return decodeBody(body, contentType, manifest);
  const inputs = await parseInput(body, contentType);
  return { inputs, framing: inputs.length === 1 ? 'single' : 'lines' };
}

async function runGroup<Key>(
  handler: LoadedHandler,
  group: readonly Item<Key>[],
  answer: Answering<Key>,
): Promise<void> {
  const wanted = group.filter(({ part }) => part.missing > 0);
  if (wanted.length === 0) return;
  const started = performance.now();
  let outputs: readonly unknown[];
  try {
    outputs = await outputsOf(
      handler,
      wanted.map(({ input }) => input),
    );
  } catch (thrown) {
    if (wanted.length > 1) {
      for (const item of wanted) await runGroup(handler, [item], answer);
      return;
    }
    for (const { part } of wanted) {
      // Any other inputs of this invocation are skipped.
      part.missing = 0;
      answer(part.key, errorReply(thrown), false);
    }
    return;
  }
  const took = performance.now() - started;
  for (const part of new Set(wanted.map((item) => item.part))) {
    if (part.batchSize === 0) part.waitMilliseconds = started - part.parsedAt;
    part.predictMilliseconds += took;
    part.batchSize = Math.max(part.batchSize, wanted.length);
  }
  const complete: Part<Key>[] = [];
  wanted.forEach(({ part, index }, at) => {
    part.outputs[index] = outputs[at];
    part.missing -= 1;
    if (part.missing === 0) complete.push(part);
  });
  complete.forEach((part, at) => {
    // No answer waits for a `formatOutput`, which may hang.
    const follows = at + 1 < complete.length && !handler.formatOutput;
    answer(part.key, replyOf(handler, part), follows);
  });
}

async function outputsOf(
  { predict, model }: LoadedHandler,
  inputs: readonly unknown[],
): Promise<unknown[]> {
  const outputs: unknown = await predict(inputs, model);
  if (Array.isArray(outputs) && outputs.length === inputs.length) return outputs;
  const given = Array.isArray(outputs) ? `${outputs.length} outputs` : typeof outputs;
  throw new Error(
    `predict returned ${given} for ${inputs.length} inputs; it must return one output per input`,
  );
}

function replyOf<Key>(handler: LoadedHandler, part: Part<Key>): Reply {
  const started = performance.now();
  let formatted: FormattedOutput;
  try {
    formatted = format(handler, part);
  } catch (thrown) {
    return errorReply(thrown);
  }
  const { waitMilliseconds, parseMilliseconds, predictMilliseconds, batchSize } = part;
  const formatMilliseconds = performance.now() - started;
  return {
    ...formatted,
    timings: {
      waitMilliseconds,
      parseMilliseconds,
      predictMilliseconds,
      formatMilliseconds,
      batchSize,
    },
  };
}

function format<Key>({ formatOutput, manifest }: LoadedHandler, part: Part<Key>): FormattedOutput {
  const { accept, decoded, outputs } = part;
  if (!formatOutput) return encodeOutputs(outputs, accept, decoded.framing, manifest);
  return joinAnswers(
    outputs.map((output) => formatOutput(output, accept)),
    decoded.framing,
  );
}
