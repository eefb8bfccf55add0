import {
  type FunctionAnswer,
  LIMITS,
  PROBLEM_MEDIA_TYPE,
  ProblemError,
  problemOf,
} from '@pilotlight/contracts';
import type { InThreadModel, WholeAnswer } from '@pilotlight/model-runtime';
import { errorEntry, type Log } from './log.ts';
import { readRequest } from './read-request.ts';

/** The part of Lambda's context that is used; absent when run on a laptop. */
export interface LambdaContext {
  readonly awsRequestId: string;
}

interface HandlerOptions {
  /** The model; an invocation that arrives while it loads waits for it. */
  readonly model: () => Promise<InThreadModel>;
  readonly log: Log;
}

/** @returns the handler of a model's function. It answers everything, so an error of the function is never the input's. */
export function createHandler({ model, log }: HandlerOptions) {
  return async (event: unknown, context?: LambdaContext): Promise<FunctionAnswer> => {
    const requestId = context?.awsRequestId ?? 'local';
    const started = performance.now();
    const milliseconds = () => hundredth(performance.now() - started);
    try {
      const request = readRequest(event);
      const answer = await (await model()).answer(request);
      checkSize(answer);
      log('info', 'answered', { requestId, ...figures(request.body, answer), ms: milliseconds() });
      return answered(200, answer);
    } catch (error) {
      const document = problemOf(error, requestId);
      const { status, code } = document;
      const level = status >= 500 ? 'error' : 'info';
      const reason = status >= 500 ? errorEntry(error) : {};
      log(level, 'refused', { requestId, status, code, ...reason, ms: milliseconds() });
      const body = new TextEncoder().encode(JSON.stringify(document));
      return answered(status, { body, contentType: PROBLEM_MEDIA_TYPE });
    }
  };
}

function answered(
  status: number,
  { body, contentType }: Pick<WholeAnswer, 'body' | 'contentType'>,
): FunctionAnswer {
  const { buffer, byteOffset, byteLength } = body;
  const base64 = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
  return { status, base64, contentType };
}

/** Lambda would fail the whole invocation for an answer of more than 6 MB. */
function checkSize({ body }: WholeAnswer): void {
  if (body.byteLength <= LIMITS.answerBytes) return;
  const detail = `The model's answer is larger than the limit of ${LIMITS.answerBytes / 1024} KB`;
  throw new ProblemError('output_too_large', detail);
}

function figures(request: Uint8Array, { body, timings }: WholeAnswer): object {
  const { parseMilliseconds, predictMilliseconds, formatMilliseconds } = timings;
  return {
    requestBytes: request.byteLength,
    responseBytes: body.byteLength,
    parseMs: hundredth(parseMilliseconds),
    predictMs: hundredth(predictMilliseconds),
    formatMs: hundredth(formatMilliseconds),
  };
}

const hundredth = (value: number) => Math.round(value * 100) / 100;
