import { JSON_MEDIA_TYPE, LIMITS, mediaTypeOf, ProblemError } from '@pilotlight/contracts';
import type { Payload } from '@pilotlight/hosts';
import type { HostReply } from './ports.ts';
import type { Log } from '../endpoint/ports.ts';
import type { Answered } from '../queue/ports.ts';
import { problemIn } from './problem-in.ts';

const LONGEST_MESSAGE = 500;

/** The container's rejection of the input: its problem document, or its text; or SageMaker's of a large body. */
function rejection({ status, message }: Extract<HostReply, { kind: 'rejected' }>): ProblemError {
  const code = status === 413 ? 'body_too_large' : 'model_rejected';
  const problem = problemIn(message);
  if (problem) {
    const own = problem.code === 'answer_not_finite' ? problem.code : code;
    return new ProblemError(own, problem.detail, problem.errors);
  }
  const text = message.trim();
  const shown = text && !/^[{<[]/.test(text) ? text.slice(0, LONGEST_MESSAGE) : undefined;
  return new ProblemError(code, shown ?? 'The model rejected this input.');
}

/**
 * The model's answer, when the model was reached.
 * @param model the model's name, for the log
 * @param accept the media type that was asked for
 * @throws ProblemError with a message for the caller; the cause of a 5xx is logged
 */
export function answerOf(
  log: Log,
  model: string,
  asked: Exclude<HostReply, { kind: 'absent' }>,
  accept: string,
): Answered {
  switch (asked.kind) {
    case 'timed-out':
      throw tooSlow();
    case 'busy': {
      const detail = 'The model is busy. Try again in a few seconds.';
      throw new ProblemError('overloaded', detail, [], problemIn(asked.message)?.retryAfterSeconds);
    }
    case 'rejected':
      throw rejection(asked);
    case 'failed': {
      const { status, message } = asked;
      log('error', 'model_error', { model, status, messageBytes: Buffer.byteLength(message) });
      if (status === 0 && message.includes('timed out')) throw tooSlow();
      const known = problemIn(message);
      if (known?.code === 'output_too_large') throw new ProblemError(known.code, known.detail);
      throw new ProblemError('model_error', 'The model failed on this input.');
    }
    case 'answered':
      return { ...checked(log, model, asked, accept), servedBy: asked.servedBy };
  }
}

const tooSlow = () =>
  new ProblemError('model_timeout', 'The model took too long. Try a smaller input.');

function checked(
  log: Log,
  model: string,
  { body, contentType }: Payload,
  accept: string,
): Answered {
  const bodyBytes = body.byteLength;
  if (bodyBytes > LIMITS.answerBytes) {
    log('error', 'model_answer_too_large', { model, bodyBytes });
    throw new ProblemError(
      'output_too_large',
      `The model's answer is larger than the limit of ${LIMITS.answerBytes / 1024} KB. Ask for less at once.`,
    );
  }
  checkType(log, model, contentType, accept);
  if (mediaTypeOf(accept) !== JSON_MEDIA_TYPE) return { payload: { body, contentType } };
  try {
    return { output: JSON.parse(Buffer.from(body).toString()) as unknown };
  } catch {
    log('error', 'model_answer_not_json', { model, bodyBytes });
    throw new ProblemError('model_error', 'The model gave an answer that is not valid JSON.');
  }
}

/**
 * A browser must not get a type from our origin that the API did not ask the model for.
 * @throws ProblemError
 */
export function checkType(log: Log, model: string, contentType: string, accept: string): void {
  if (mediaTypeOf(contentType) === mediaTypeOf(accept)) return;
  log('error', 'model_answer_of_other_type', { model, contentType, accept });
  throw new ProblemError('model_error', `The model gave an answer that is not ${accept}.`);
}
