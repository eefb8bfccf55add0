import {
  type Answer,
  type ModelRuntime,
  openBundle,
  RUNTIME_LIMITS,
  startModelRuntime,
  thrownMessage,
} from '@pilotlight/model-runtime';
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
  { readonly contentType: string; readonly body: string } | { readonly failure: string };

answerParent(async (task: ExamplesTask, next): Promise<ExampleAnswers> => {
  try {
    const bundle = await openBundle(task.directory);
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
      answers.push(await answerOf(runtime, input));
    }
    return { answers, ...(unbatched === undefined ? {} : { unbatched }) };
  } catch (error) {
    return { failure: thrownMessage(error), answers: [] };
  }
});

async function answerOf(runtime: ModelRuntime, input: unknown): Promise<ExampleAnswer> {
  const body = Buffer.from(JSON.stringify(input));
  const type = 'application/json';
  try {
    const answer = await runtime.invoke({ body, contentType: type, accept: type });
    return { contentType: answer.contentType, body: await whole(answer.body) };
  } catch (error) {
    return { failure: thrownMessage(error) };
  }
}

async function whole(body: Answer['body']): Promise<string> {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const parts: Buffer[] = [];
  for await (const part of body) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}
