import { LIMITS, problem } from '@pilotlight/contracts';
import { containerReply } from '@pilotlight/hosts';
import { answerOf } from '../ask/answer.ts';
import { problemIn } from '../ask/problem-in.ts';
import { refusalDocument } from '../endpoint/refusal.ts';
import type { Log } from '../endpoint/ports.ts';
import type { Outcome } from '../queue/ports.ts';

/** SageMaker's words for an error of the container, with its status and sometimes its body. */
const RECEIVED =
  /Received (?:client|server) error \((\d{1,3})\)(?: from \S+(?: with message "([^]*)")?)?/;

const TIMED_OUT = /timed out/i;

/** SageMaker drops a request that has waited too long for an instance (`RequestTTLSeconds`). */
const EXPIRED = /\bexpired\b/i;

/** AWS's words when the endpoint's role may not read the input or write the answer. */
const DENIED = /\S+ is not authorized to perform: \S+(?: on resource: \S+)?|Access ?Denied/i;

/**
 * The outcome of a job that the container did not answer.
 * @param model the model's name, for the log
 * @param body the failure object: the container's own body, which does not tell its status unless it is a problem
 * document
 * @param reason SageMaker's words; empty when they are not known
 */
export function failureOf(
  log: Log,
  model: string,
  { body, reason }: { readonly body: string; readonly reason: string },
): Outcome {
  const words = RECEIVED.exec(reason) ?? RECEIVED.exec(body);
  const status = problemIn(body)?.status ?? Number(words?.[1] ?? 0);
  const timedOut = status < 400 && TIMED_OUT.test(`${reason} ${body}`);
  if (status < 400 && EXPIRED.test(reason)) {
    const detail = `The job found no instance within ${LIMITS.jobQueuedSeconds / 60} minutes. Ask again.`;
    return { error: problem('job_expired', detail) };
  }
  const denied = status < 400 && DENIED.exec(`${reason} ${body}`);
  if (denied) {
    log('error', 'job_denied', { model, cause: denied[0] });
    const detail =
      "The endpoint's role lacks a permission that the job needs. Its operator can fix that; the log names it.";
    return { error: problem('cloud_denied', detail) };
  }
  const message = RECEIVED.test(body) ? (words?.[2] ?? '') : body || (words?.[2] ?? '');
  const asked = timedOut ? ({ kind: 'timed-out' } as const) : containerReply(status, message);
  try {
    return answerOf(log, model, { ...asked, servedBy: 'async' }, '');
  } catch (error) {
    return { error: refusalDocument(error) };
  }
}
