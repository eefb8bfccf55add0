import { LIMITS, parse, Problem, ProblemError } from '@pilotlight/contracts';
import { CloudError } from '../cloud-error.ts';
import type { Invocation, Ports } from '../ports.ts';
import { standingOf } from '../standing.ts';

const LONGEST_MESSAGE = 500;

const ABSENT: Invocation = { kind: 'absent' };

/** Whether an endpoint that is deleted during the invocation may cause this failure. */
const dubious = (invocation: Invocation) =>
  invocation.kind === 'model-error' && (invocation.status === 0 || invocation.status >= 500);

async function isServing(ports: Ports, model: string): Promise<boolean> {
  try {
    return standingOf(await ports.endpoint.describe(model)) === 'serving';
  } catch (error) {
    ports.log('warn', 'endpoint_not_described', { model, cause: String(error) });
    return true;
  }
}

/**
 * One InvokeEndpoint and no other call, unless it fails as if the endpoint were being deleted: then one
 * DescribeEndpoint checks whether it is still in service.
 * @returns `absent` when no endpoint is in service, or no longer
 * @throws CloudError
 */
async function invoke(ports: Ports, model: string, body: string): Promise<Invocation> {
  try {
    const invocation = await ports.endpoint.invoke(model, body);
    if (dubious(invocation) && !(await isServing(ports, model))) return ABSENT;
    return invocation;
  } catch (error) {
    const unavailable = error instanceof CloudError && error.kind === 'unavailable';
    if (unavailable && !(await isServing(ports, model))) return ABSENT;
    throw error;
  }
}

/**
 * `invoke`, and records the use in parallel. It waits for the write even when the invocation fails: Lambda freezes the
 * instance after the answer, and memory would then count an unfinished write as done.
 * @throws CloudError
 */
export async function use(ports: Ports, model: string, body: string): Promise<Invocation> {
  const invocation = invoke(ports, model, body);
  await Promise.allSettled([invocation, ports.touch(model)]);
  return invocation;
}

/** The problem document from the container; undefined for any other text. */
function problemIn(message: string): Problem | undefined {
  try {
    return parse(Problem, JSON.parse(message), 'problem');
  } catch {
    return undefined;
  }
}

/** The container's rejection of the input: its problem document, or its text. */
function rejection(message: string): ProblemError {
  const problem = problemIn(message);
  if (problem) {
    const code = problem.code === 'answer_not_finite' ? problem.code : 'model_rejected';
    return new ProblemError(code, problem.detail, problem.errors);
  }
  const text = message.trim();
  const shown = text && !/^[{<[]/.test(text) ? text.slice(0, LONGEST_MESSAGE) : undefined;
  return new ProblemError('model_rejected', shown ?? 'The model rejected this input.');
}

/**
 * The model's answer from an invocation that reached it.
 * @throws ProblemError with a message for the caller; the cause of a 5xx is logged
 */
export function outputOf(
  { log }: Pick<Ports, 'log'>,
  model: string,
  invocation: Exclude<Invocation, { kind: 'absent' }>,
): unknown {
  if (invocation.kind === 'timed-out') {
    throw new ProblemError('model_timeout', 'The model took too long. Try a smaller input.');
  }
  if (invocation.kind === 'model-error') {
    const { status, message } = invocation;
    if (status === 429 || status === 503) {
      const detail = 'The model is busy. Try again in a few seconds.';
      throw new ProblemError('overloaded', detail, [], problemIn(message)?.retryAfterSeconds);
    }
    if (status >= 400 && status < 500) throw rejection(message);
    log('error', 'model_error', { model, status, messageBytes: Buffer.byteLength(message) });
    if (status === 0 && message.includes('timed out')) {
      throw new ProblemError('model_timeout', 'The model took too long. Try a smaller input.');
    }
    throw new ProblemError('model_error', 'The model failed on this input.');
  }
  const bodyBytes = Buffer.byteLength(invocation.body);
  if (bodyBytes > LIMITS.answerBytes) {
    log('error', 'model_answer_too_large', { model, bodyBytes });
    throw new ProblemError(
      'output_too_large',
      `The model's answer is larger than the limit of ${LIMITS.answerBytes / 1024} KB. Ask for less at once.`,
    );
  }
  try {
    return JSON.parse(invocation.body) as unknown;
  } catch {
    log('error', 'model_answer_not_json', { model, bodyBytes });
    throw new ProblemError('model_error', 'The model gave an answer that is not valid JSON.');
  }
}
