import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SERVER_LIMITS } from '../../src/limits.ts';
import { EmbeddedMetrics } from '../../src/metrics/embedded-metrics.ts';
import { type EndedRequest, newRecord } from '../../src/requests/request-record.ts';
import { TIMINGS } from '../support/fake-runtime.ts';
import { violationsOfEmf } from './emf-rules.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function ended(changes: Partial<EndedRequest>): EndedRequest {
  const usual = { id: 'x', method: 'POST', path: '/invocations', route: '/invocations' };
  return { ...newRecord(), ...usual, status: 200, milliseconds: 10, model: 'double', ...changes };
}

const answered = ended({ timings: TIMINGS });

function metrics() {
  const lines: string[] = [];
  return { lines, of: new EmbeddedMetrics((line) => lines.push(line)) };
}

const parsed = (lines: string[]) =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>);

test('summarises a minute in one line, and writes nothing without requests', () => {
  const { lines, of } = metrics();
  expect(vi.getTimerCount()).toBe(0);
  of.add(answered);
  vi.advanceTimersByTime(30_000);
  of.add(ended({ status: 503, code: 'overloaded' }));
  of.add(ended({ status: 500, code: 'internal' }));
  of.add(ended({ status: 422, code: 'input_invalid' }));
  of.add(ended({ status: 200, code: 'stream_broken' }));
  expect(lines).toEqual([]);
  vi.advanceTimersByTime(30_000);
  expect(parsed(lines)).toMatchObject([
    {
      Model: 'double',
      Invocations: 5,
      Errors4xx: 1,
      Errors5xx: 3,
      Overloads: 1,
      Latency: { Values: [10], Counts: [1], Sum: 10 },
      QueueTime: { Values: [1.25], Counts: [1] },
      BatchSize: { Values: [2], Counts: [1] },
    },
  ]);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(10 * 60_000);
  expect(lines).toHaveLength(1);
});

test('writes one line per model, and none for requests that are not invocations', () => {
  const { lines, of } = metrics();
  of.add(answered);
  of.add({ ...answered, model: 'other' });
  of.add(ended({ model: undefined, route: '/ping' }));
  of.flush();
  expect(parsed(lines).map(({ Model }) => Model)).toEqual(['double', 'other']);
  of.flush();
  expect(lines).toHaveLength(2);
});

test('follows the rules of the embedded metric format', () => {
  const { lines, of } = metrics();
  for (let count = 1; count < 5_000; count++) {
    const timings = { ...TIMINGS, queueMilliseconds: 1.01 ** count, batchSize: count % 256 };
    of.add({ ...answered, timings, milliseconds: 1.02 ** (count % 800) });
  }
  of.add(ended({ status: 503, code: 'overloaded', model: 'refused' }));
  of.flush();
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(violationsOfEmf(line)).toEqual([]);
  const now = Date.now();
  for (const { _aws } of parsed(lines)) expect(_aws).toMatchObject({ Timestamp: now });
});

test('writes at most once a minute', () => {
  const { lines, of } = metrics();
  for (let second = 0; second < 600; second++) {
    of.add(answered);
    vi.advanceTimersByTime(1000);
  }
  expect(lines.length).toBeLessThanOrEqual(600 / SERVER_LIMITS.embeddedMetricsSeconds);
  expect(lines.length).toBeGreaterThan(8);
});

test.each([
  ['no JSON', '{', /JSON/],
  ['a metric without a value', { _aws: directive({ Name: 'A' }), Model: 'x' }, /A has no value/],
  [
    'an unknown unit',
    { _aws: directive({ Name: 'A', Unit: 'Furlongs' }), Model: 'x', A: 1 },
    /Furlongs/,
  ],
  [
    'too many values',
    { _aws: directive({ Name: 'A' }), Model: 'x', A: Array(101).fill(1) },
    /A is no/,
  ],
  ['a dimension without a value', { _aws: directive({ Name: 'A' }), A: 1 }, /Model/],
])('has rules that detect %s', (_name, document, wanted) => {
  const line = typeof document === 'string' ? document : JSON.stringify(document);
  expect(violationsOfEmf(line).join()).toMatch(wanted);
});

function directive(metric: object) {
  const CloudWatchMetrics = [{ Namespace: 'N', Dimensions: [['Model']], Metrics: [metric] }];
  return { Timestamp: Date.now(), CloudWatchMetrics };
}
