import { ProblemError, type ProblemDetail } from '@pilotlight/contracts';
import { SERVER_LIMITS } from '../limits.ts';

export interface LoadRequest {
  readonly name: string;
  /** The directory of the unpacked bundle. */
  readonly url: string;
}

/**
 * The body of `POST /models`.
 * @throws ProblemError that lists everything that is wrong
 */
export function loadRequest(body: unknown): LoadRequest {
  let value: unknown;
  try {
    value = JSON.parse(String(body ?? ''));
  } catch (error) {
    throw new ProblemError(
      'body_not_json',
      `the body must be {"model_name", "url"}: ${message(error)}`,
    );
  }
  const { model_name: name, url } = (value ?? {}) as Record<string, unknown>;
  const errors: ProblemDetail[] = [];
  if (!isText(name) || name.length > SERVER_LIMITS.modelNameCharacters) {
    const detail = `must be a string of 1 to ${SERVER_LIMITS.modelNameCharacters} characters`;
    errors.push({ pointer: '/model_name', detail });
  }
  if (!isText(url)) errors.push({ pointer: '/url', detail: 'must be the path of a directory' });
  if (!isText(name) || !isText(url) || errors.length > 0) {
    throw new ProblemError('request_invalid', 'The request to load a model is not valid', errors);
  }
  return { name, url };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function message(error: unknown): string {
  return (error as Error).message;
}
