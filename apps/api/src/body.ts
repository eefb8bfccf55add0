import { ProblemError } from '@pilotlight/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { excerpt } from './excerpt.ts';
import { inflate } from './inflate.ts';

const JSON_TYPE = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;

/**
 * Parses the JSON body of a request.
 * @throws ProblemError when it has another content type or encoding, is not UTF-8, is empty or is not JSON
 */
export function readJson(request: FastifyRequest, reply: FastifyReply): unknown {
  const type = request.headers['content-type'];
  const body = inflate(request, reply);
  if (type === undefined ? body.length > 0 : !JSON_TYPE.test(type)) {
    throw new ProblemError(
      'content_type_unsupported',
      `The header Content-Type is ${excerpt(type ?? 'missing')}; it must be application/json, in UTF-8.`,
    );
  }
  const text = decode(body);
  if (text.trim() === '') {
    throw new ProblemError('body_not_json', 'The body is empty; it must be a JSON object.');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ProblemError('body_not_json', `The body is not JSON: ${(error as Error).message}.`);
  }
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new ProblemError('body_not_utf8', 'The body is not valid UTF-8.');
  }
}
