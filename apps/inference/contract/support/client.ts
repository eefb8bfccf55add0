import { Problem, PROBLEM_MEDIA_TYPE, parse, violations } from '@pilotlight/contracts';
import { expect, inject } from 'vitest';
import { inputs, manifest } from './model.ts';

export const url = inject('url');

export const JSON_TYPE = 'application/json';
export const JSON_LINES = 'application/jsonlines';
export const CSV = 'text/csv';

type Body = string | Uint8Array<ArrayBuffer>;

/** `POST /invocations`; `contentType` undefined sends none. */
export function invoke(
  body: Body,
  contentType = JSON_TYPE,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(`${url}/invocations`, {
    method: 'POST',
    headers: { 'content-type': contentType, ...headers },
    body,
    ...(signal ? { signal } : {}),
  });
}

/** The answer to one valid input, checked against the manifest. */
export async function answerTo(input: unknown): Promise<Record<string, unknown>> {
  return outputOf(await invoke(JSON.stringify(input)));
}

/** The only output of a successful JSON answer, checked against the manifest. */
export async function outputOf(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text();
  expect([response.status, text]).toEqual([200, expect.any(String)]);
  expect(response.headers.get('content-type')).toMatch(/^application\/json\b/);
  return fitting(JSON.parse(text));
}

/** @returns `output`, after checking it against the manifest's output schema */
export function fitting(output: unknown): Record<string, unknown> {
  expect(violations(manifest.output, output)).toEqual([]);
  return output as Record<string, unknown>;
}

/** The model's answers to the manifest's examples, requested one at a time. */
export async function expectedOutputs(): Promise<Record<string, unknown>[]> {
  const outputs = [];
  for (const input of inputs) outputs.push(await answerTo(input));
  return outputs;
}

/** Compares two outputs; numbers may differ in the last digits, as batched inputs may. */
export function alike(found: unknown, expected: unknown): boolean {
  if (typeof found === 'number' && typeof expected === 'number') {
    return Math.abs(found - expected) <= 1e-3 * Math.max(1, Math.abs(expected));
  }
  if (typeof found !== 'object' || typeof expected !== 'object' || !found || !expected) {
    return found === expected;
  }
  const [left, right] = [Object.entries(found), new Map(Object.entries(expected))];
  return left.length === right.size && left.every(([key, value]) => alike(value, right.get(key)));
}

/** The problem document of a refusal, checked for its form and code. */
export async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe(PROBLEM_MEDIA_TYPE);
  const document = parse(Problem, await response.json(), 'the problem document');
  expect(document.status).toBe(response.status);
  expect(document.type).toBe(`urn:pilotlight:error:${document.code}`);
  expect(document.detail).not.toBe('');
  return document;
}
