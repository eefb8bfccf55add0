import { ERRORS, type ErrorCode, ProblemError, type ProblemDetail } from '@pilotlight/contracts';
import type { FormattedOutput } from './hooks.ts';
import type { LoadedHandler } from './handler.ts';

/** One request for an answer, as it goes to a worker. */
export interface Invocation {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly accept: string;
}

/** A client's error, as it comes back from a worker: thread messages keep no classes. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors: readonly ProblemDetail[];
}

export type Reply =
  | { readonly output: FormattedOutput }
  | { readonly refusal: Refusal }
  | { readonly failure: Error };

/** Runs the hooks for one request. Never throws: whatever a hook throws becomes a refusal or a failure. */
export async function answer(handler: LoadedHandler, invocation: Invocation): Promise<Reply> {
  try {
    return { output: await run(handler, invocation) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return { refusal };
    return { failure: error instanceof Error ? error : new Error(`a hook threw ${String(error)}`) };
  }
}

async function run(
  { hooks, model }: LoadedHandler,
  { body, contentType, accept }: Invocation,
): Promise<FormattedOutput> {
  const inputs = await hooks.parseInput(body, contentType);
  if (inputs.length === 0) throw new ProblemError('input_invalid', 'the body holds no input');
  const outputs = await hooks.predict(inputs, model);
  if (!Array.isArray(outputs) || outputs.length !== inputs.length) {
    const given = Array.isArray(outputs) ? `${outputs.length} outputs` : typeof outputs;
    throw new Error(
      `predict returned ${given} for ${inputs.length} inputs: one output each is wanted`,
    );
  }
  const answers = await Promise.all(outputs.map((output) => hooks.formatOutput(output, accept)));
  const [first] = answers;
  if (first === undefined || answers.length === 1) return first as FormattedOutput;
  const lines = answers.map(({ body }) => (typeof body === 'string' ? body : utf8.decode(body)));
  return { body: lines.join('\n'), contentType: first.contentType };
}

const utf8 = new TextDecoder();

/** Known by name: a bundle carries its own copy of the error classes. */
function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'InputError') {
    return { code: 'model_rejected', detail: error.message, errors: [] };
  }
  const { name, message, code, errors = [] } = error as Partial<ProblemError> & Error;
  if (name !== 'ProblemError' || code === undefined || !(ERRORS[code]?.status < 500)) {
    return undefined;
  }
  return { code, detail: message, errors };
}
