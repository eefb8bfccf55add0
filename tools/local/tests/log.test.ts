import { expect, it } from 'vitest';
import { consoleLog, readable } from '../src/log.ts';

it('writes a structured line in words, with what is loud first', () => {
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

it('leaves any other line as it is', () => {
  expect(readable('Creating\n')).toBe('Creating');
  expect(readable('{ not json')).toBe('{ not json');
});

it('lines up the sources', () => {
  const lines: string[] = [];
  const log = consoleLog((line) => lines.push(line));
  log('sagemaker/a', 'Creating');
  log('iam', 'refused');
  expect(lines).toEqual([
    expect.stringMatching(/^\d\d:\d\d:\d\d {2}sagemaker\/a {2}Creating$/),
    expect.stringMatching(/^\d\d:\d\d:\d\d {2}iam {10}refused$/),
  ]);
});

it("leaves out the lines that are CloudWatch's", () => {
  const lines: string[] = [];
  const log = consoleLog((line) => lines.push(line));
  log('sagemaker/a', '{"_aws":{"Timestamp":1},"Invocations":3}');
  expect(lines).toEqual([]);
});
