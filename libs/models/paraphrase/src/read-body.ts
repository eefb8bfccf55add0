import { mediaTypeOf, ProblemError } from '@pilotlight/contracts';
import { MEDIA_TYPES } from './media-types.ts';

/**
 * The inputs in a body: a JSON object, one on each line, or plain text with a sentence on each line.
 * @throws ProblemError for another type, bytes that are not UTF-8, or text that is not JSON
 */
export function readBody(body: Uint8Array, contentType: string): unknown[] {
  switch (mediaTypeOf(contentType)) {
    case 'application/json':
      return [fromJson(textOf(body), 'the body')];
    case 'application/jsonlines':
      return linesOf(textOf(body)).map((line, at) => fromJson(line, `line ${at + 1}`));
    case 'text/plain':
      return linesOf(textOf(body)).map((sent) => ({ sent }));
    default:
      throw new ProblemError(
        'content_type_unsupported',
        `paraphrase takes ${MEDIA_TYPES.join(', ')}, not ${contentType.slice(0, 100) || 'a body without a Content-Type'}`,
      );
  }
}

function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new ProblemError('body_not_utf8', 'the body is not valid UTF-8');
  }
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

function fromJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProblemError('body_not_json', `${what} is not JSON: ${(error as Error).message}`);
  }
}
