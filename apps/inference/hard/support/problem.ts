import { ERRORS, PROBLEM_MEDIA_TYPE, Problem, parse } from '@pilotlight/contracts';
import type { Reply } from './reply.ts';

/**
 * The problem document of a refusal, after checking its form, code and status against the error registry.
 * @throws Error that says what is wrong with it
 */
export function problemOf({ status, headers, body }: Reply): Problem {
  const type = headers.get('content-type');
  if (type !== PROBLEM_MEDIA_TYPE) throw new Error(`${status} has the content type ${type}`);
  const document = parse(Problem, JSON.parse(body.toString()), `the document of ${status}`);
  const { code, detail } = document;
  if (document.status !== status || ERRORS[code].status !== status) {
    throw new Error(`${status} is answered with ${code}, which is ${document.status}`);
  }
  if (document.type !== `urn:pilotlight:error:${code}` || document.title !== ERRORS[code].title) {
    throw new Error(`${code} has the type ${document.type} and the title ${document.title}`);
  }
  if (detail.trim() === '') throw new Error(`${code} has no detail`);
  return document;
}

/** @throws Error unless the reply is an overload refusal with Retry-After */
export function expectOverloaded(reply: Reply): void {
  const { code } = problemOf(reply);
  if (code !== 'overloaded') throw new Error(`${reply.status} is answered with ${code}`);
  const after = reply.headers.get('retry-after') ?? '';
  if (!/^[1-9]\d{0,3}$/.test(after)) throw new Error(`Retry-After is "${after}"`);
}
