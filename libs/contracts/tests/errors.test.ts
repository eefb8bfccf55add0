import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  ERROR_CODES,
  ERRORS,
  OPERATIONS,
  parse,
  Problem,
  problem,
  ProblemError,
  problemOf,
  type Operation,
} from '../src/index.ts';

describe('the error registry', () => {
  it('equals the list in the README: each code with its status and its title', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const rows = [...readme.matchAll(/^\| `(\w+)` +\| (\d+) +\| (.+?) +\|$/gm)];
    const listed = rows.map(([, code = '', status, title]) => [
      code,
      { status: Number(status), title },
    ]);
    expect(Object.fromEntries(listed)).toEqual(ERRORS);
    expect(listed).toHaveLength(ERROR_CODES.length);
  });

  it.each(ERROR_CODES)('gives a valid problem document for %s', (code) => {
    const made = problem(code, 'detail', {
      requestId: 'r',
      retryAfterSeconds: 3,
      errors: [{ pointer: '/a', detail: 'b' }],
    });
    expect(parse(Problem, made, 'problem')).toEqual({
      type: `urn:pilotlight:error:${code}`,
      title: ERRORS[code].title,
      status: ERRORS[code].status,
      code,
      detail: 'detail',
      errors: [{ pointer: '/a', detail: 'b' }],
      retryAfterSeconds: 3,
      requestId: 'r',
    });
  });

  it('leaves absent members out of the document', () => {
    expect(Object.keys(problem('internal', 'x'))).toEqual([
      'type',
      'title',
      'status',
      'code',
      'detail',
    ]);
  });

  it('has no unused code', () => {
    const ofOperations = Object.values<Operation>(OPERATIONS).flatMap(({ errors }) => errors);
    // Of requests to any path, of parked predictions and jobs, of the container or the model's function only, and of
    // unexpected errors.
    const others = [
      'route_unknown',
      'request_invalid',
      'replay_given_up',
      'output_too_large',
      'upload_missing',
      'upload_invalid',
      'job_expired',
      'method_not_allowed',
      'model_already_loaded',
      'memory_short',
      'model_not_loaded',
      'internal',
    ];
    expect([...new Set([...ofOperations, ...others])].sort()).toEqual([...ERROR_CODES].sort());
  });

  it('gives an error its status', () => {
    expect(new ProblemError('model_unknown', 'x').status).toBe(404);
  });

  it('tells a caller what a ProblemError says, and of any other error only where its reason is', () => {
    const known = new ProblemError('overloaded', 'busy', [{ pointer: '/a', detail: 'b' }], 0.2);
    expect(problemOf(known, 'r1')).toEqual(
      problem('overloaded', 'busy', {
        errors: [{ pointer: '/a', detail: 'b' }],
        retryAfterSeconds: 1,
        requestId: 'r1',
      }),
    );
    const secret = problemOf(new Error('a secret'), 'r2');
    expect(secret).toMatchObject({ status: 500, code: 'internal', requestId: 'r2' });
    expect(secret.detail).toBe('The log has the reason, under request r2');
    expect(secret).not.toHaveProperty('retryAfterSeconds');
  });
});
