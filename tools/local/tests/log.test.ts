import { expect, it } from 'vitest';
import { consoleLog, readable } from '../src/log.ts';

it('prints a structured line as text, with a high level first', () => {
  const pino = {
    level: 30,
    time: 1,
    pid: 2,
    hostname: 'h',
    method: 'GET',
    status: 200,
    msg: 'request',
  };
  expect(readable(JSON.stringify(pino))).toBe('request method=GET status=200');
  const event = { level: 'error', event: 'wake_failed', cause: { name: 'AccessDenied' } };
  expect(readable(JSON.stringify(event))).toBe('ERROR wake_failed cause={"name":"AccessDenied"}');
});

it("leaves Lambda's own fields out of a function's line", () => {
  const line = {
    level: 'WARN',
    message: 'replay_failed',
    timestamp: '2026-01-01T00:00:00.000Z',
    service: 'pilotlight',
    stack: 'pilotlight-dev-0',
    sampling_rate: 0,
    cold_start: true,
    function_arn: 'arn:aws:lambda:eu-central-1:123456789012:function:jobs',
    function_memory_size: '512',
    function_name: 'jobs',
    function_request_id: 'r',
    model: 'entailment',
    id: '01J',
  };
  expect(readable(JSON.stringify(line))).toBe('WARNING replay_failed model=entailment id=01J');
});

it('prints any other line unchanged', () => {
  expect(readable('Creating\n')).toBe('Creating');
  expect(readable('{ not json')).toBe('{ not json');
});

it('aligns the sources', () => {
  const lines: string[] = [];
  const log = consoleLog((line) => lines.push(line));
  log('sagemaker/a', 'Creating');
  log('iam', 'refused');
  expect(lines).toEqual([
    expect.stringMatching(/^\d\d:\d\d:\d\d {2}sagemaker\/a {2}Creating$/),
    expect.stringMatching(/^\d\d:\d\d:\d\d {2}iam {10}refused$/),
  ]);
});

it('leaves out embedded metrics', () => {
  const lines: string[] = [];
  const log = consoleLog((line) => lines.push(line));
  log('sagemaker/a', '{"_aws":{"Timestamp":1},"Invocations":3}');
  expect(lines).toEqual([]);
});
