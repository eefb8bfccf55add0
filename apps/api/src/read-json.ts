import {
  ProblemError,
  urlBodyOf,
  violations,
  type JsonSchemaObject,
  type ModelManifest,
} from '@pilotlight/contracts';
import { jsonRequest } from '@pilotlight/lifecycle';
import { asGiven, type Asked } from './asked.ts';
import type { Network } from './fetch-url/network.ts';
import { givesUrl, pictureRequest } from './picture-by-url.ts';

/**
 * The request with a JSON body, which is the model's input, or gives it by URL.
 * @throws ProblemError when it is neither
 */
export function readJson(
  body: Buffer,
  accept: string,
  { input, inputByUrl }: ModelManifest,
  network: Network,
): Asked {
  const value = parseJson(body);
  if (inputByUrl && givesUrl(value, inputByUrl)) {
    requireValid(urlBodyOf(inputByUrl), value);
    const url = String(value[inputByUrl.field]);
    return {
      given: jsonRequest(value, accept),
      complete: () => pictureRequest(url, accept, inputByUrl, network),
    };
  }
  const instead = inputByUrl ? ` It may also be {"${inputByUrl.field}": "https://…"}.` : '';
  requireValid(input, value, instead);
  return asGiven(jsonRequest(value, accept));
}

/** @throws ProblemError when it is not JSON in UTF-8 */
export function parseJson(body: Buffer): unknown {
  return parsed(decode(body));
}

function requireValid(schema: JsonSchemaObject, value: unknown, instead = ''): void {
  const wrong = violations(schema, value);
  if (wrong.length === 0) return;
  const words = wrong.map(({ pointer, detail }) => `${pointer || 'The body'} ${detail}.`);
  throw new ProblemError('input_invalid', `${words.join(' ')}${instead}`, wrong);
}

function parsed(text: string): unknown {
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
