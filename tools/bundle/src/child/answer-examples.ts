import { contentTypesOf, JSON_MEDIA_TYPE } from '@pilotlight/contracts';
import {
  type Answer,
  type ModelRuntime,
  openBundle,
  RUNTIME_LIMITS,
  startModelRuntime,
  thrownMessage,
} from '@pilotlight/model-runtime';
import { type NpyHeader, readNpyHeader } from '@pilotlight/model-runtime/npy-header';
import { answerParent } from './answer-parent.ts';

export interface ExamplesTask {
  readonly directory: string;
  readonly examples: readonly { readonly title: string; readonly input: unknown }[];
  /** The limit for one answer. */
  readonly answerSeconds: number;
}

export interface ExampleAnswers {
  /** Why the bundle could not be loaded. */
  readonly failure?: string;
  /** Which answer a batch changes, and how; undefined when it changes none. */
  readonly unbatched?: string;
  /** One for each example. */
  readonly answers: readonly ExampleAnswer[];
}

export type ExampleAnswer =
  | {
      readonly contentType: string;
      /** Of an answer in text. */
      readonly text?: string;
      /** Of an answer in NumPy's format. */
      readonly array?: Pick<NpyHeader, 'descr' | 'shape' | 'fortranOrder'>;
    }
  | { readonly failure: string };

answerParent(async (task: ExamplesTask, next): Promise<ExampleAnswers> => {
  try {
    const bundle = await openBundle(task.directory);
    const { output } = contentTypesOf(bundle.manifest);
    const accept = output.includes(JSON_MEDIA_TYPE) ? JSON_MEDIA_TYPE : (output[0] ?? '');
    let unbatched: string | undefined;
    const runtime = startModelRuntime(bundle, {
      workers: 1,
      threadsPerWorker: 1,
      maxBatch: bundle.manifest.tuning?.maxBatch ?? RUNTIME_LIMITS.batchCheckInputs,
      maxDelayMilliseconds: 0,
      onPlan: (chosen) => (unbatched = chosen.unbatched),
    });
    await runtime.loaded;
    const answers: ExampleAnswer[] = [];
    // Sequentially, so that each is answered alone and not in a batch.
    for (const { title, input } of task.examples) {
      next(`the example "${title}" is answered`, task.answerSeconds);
      answers.push(await answerOf(runtime, input, accept));
    }
    return { answers, ...(unbatched === undefined ? {} : { unbatched }) };
  } catch (error) {
    return { failure: thrownMessage(error), answers: [] };
  }
});

async function answerOf(
  runtime: ModelRuntime,
  input: unknown,
  accept: string,
): Promise<ExampleAnswer> {
  const body = Buffer.from(JSON.stringify(input));
  try {
    const answer = await runtime.invoke({ body, contentType: JSON_MEDIA_TYPE, accept });
    const { contentType } = answer;
    const bytes = await whole(answer.body);
    if (!contentType.startsWith('application/x-npy')) return { contentType, text: `${bytes}` };
    const { descr, shape, fortranOrder } = readNpyHeader(bytes);
    return { contentType, array: { descr, shape, fortranOrder } };
  } catch (error) {
    return { failure: thrownMessage(error) };
  }
}

async function whole(body: Answer['body']): Promise<Buffer> {
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body);
  const parts: Buffer[] = [];
  for await (const part of body) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
