import { ERRORS, type ProblemError } from '@pilotlight/contracts';
import type { Reply } from '../pool/messages.ts';

/** What a hook threw, as a reply. Errors are recognised by name: a bundle has its own copy of their classes. */
export function errorReply(
  thrown: unknown,
): Extract<Reply, { refusal: unknown } | { failure: unknown }> {
  if (!(thrown instanceof Error)) return { failure: new Error(`a hook threw ${String(thrown)}`) };
  if (thrown.name === 'InputError') {
    return { refusal: { code: 'model_rejected', detail: thrown.message, errors: [] } };
  }
  const { name, message, code, errors = [] } = thrown as Partial<ProblemError> & Error;
  if (name !== 'ProblemError' || code === undefined || !(ERRORS[code]?.status < 500)) {
    return { failure: thrown };
  }
  return { refusal: { code, detail: message, errors } };
}
