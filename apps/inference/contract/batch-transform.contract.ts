import { LIMITS } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { alike, expectedOutputs, fitting, invoke, JSON_LINES, url } from './support/client.ts';
import { inputs, manyInputs } from './support/model.ts';

interface ExecutionParameters {
  readonly MaxConcurrentTransforms: number;
  readonly BatchStrategy: string;
  readonly MaxPayloadInMB: number;
}

async function executionParameters(): Promise<ExecutionParameters> {
  const response = await fetch(`${url}/execution-parameters`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^application\/json\b/);
  return (await response.json()) as ExecutionParameters;
}

test('the execution parameters are valid for SageMaker', async () => {
  const parameters = await executionParameters();
  expect(parameters).toEqual({
    MaxConcurrentTransforms: expect.any(Number),
    BatchStrategy: 'MULTI_RECORD',
    MaxPayloadInMB: expect.any(Number),
  });
  const { MaxConcurrentTransforms: transforms, MaxPayloadInMB: payload } = parameters;
  expect([transforms, payload].every(Number.isInteger)).toBe(true);
  expect(Math.min(transforms, payload)).toBeGreaterThanOrEqual(1);
  expect(transforms * payload).toBeLessThanOrEqual(100);
  expect(payload * 1024 * 1024).toBeLessThanOrEqual(LIMITS.invocationBodyBytes);
});

test('MaxConcurrentTransforms concurrent payloads of many lines are answered line by line, in order', async () => {
  const { MaxConcurrentTransforms: transforms } = await executionParameters();
  const expected = await expectedOutputs();
  const lines = manyInputs(120).map((input) => JSON.stringify(input));
  const payload = `${lines.join('\n')}\n`;
  const answers = await Promise.all(
    Array.from({ length: transforms }, async () => {
      const response = await invoke(payload, JSON_LINES, { accept: JSON_LINES });
      expect(response.status).toBe(200);
      return (await response.text()).replace(/\n$/, '').split('\n');
    }),
  );
  for (const answer of answers) {
    expect(answer).toHaveLength(lines.length);
    const wrong = answer.filter(
      (line, at) => !alike(fitting(JSON.parse(line)), expected[at % inputs.length]),
    );
    expect(wrong).toEqual([]);
  }
});

test('a payload of one record (SingleRecord) is answered with one line', async () => {
  const [expected] = await expectedOutputs();
  const response = await invoke(`${JSON.stringify(inputs[0])}\n`, JSON_LINES);
  const lines = (await response.text()).replace(/\n$/, '').split('\n');
  expect(lines.map((line) => alike(JSON.parse(line), expected))).toEqual([true]);
});
