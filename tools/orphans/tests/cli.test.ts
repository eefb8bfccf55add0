import { beforeEach, expect, test, vi } from 'vitest';
import { cli } from '../src/cli.ts';
import { environmentOf, useStubAws } from './stub-aws.ts';

const aws = useStubAws();

beforeEach(() => {
  const own = Object.keys(process.env).filter((name) => name.startsWith('AWS_'));
  for (const name of own) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(environmentOf(aws))) vi.stubEnv(name, value);
  return () => vi.unstubAllEnvs();
});

/** Runs the program in this process; what it prints is returned. */
async function run(...args: string[]) {
  const [stdout, stderr] = (['log', 'error'] as const).map((method) =>
    vi.spyOn(console, method).mockImplementation(() => undefined),
  );
  const printed = (spy: typeof stdout) =>
    spy?.mock.calls.map(([text]) => `${text}\n`).join('') ?? '';
  try {
    return { code: await cli(args), stdout: printed(stdout), stderr: printed(stderr) };
  } finally {
    vi.restoreAllMocks();
  }
}

const names = () => [...aws.endpoints.keys()].sort();

test('without an endpoint of ours there is nothing to do', async () => {
  aws.endpoints.set('theirs', { status: 'InService', tags: { team: 'x' } });
  expect(await run()).toEqual({
    code: 0,
    stdout: 'There is no endpoint of this project in eu-west-1.\n',
    stderr: '',
  });
});

test('an existing stack keeps its endpoint', async () => {
  aws.putStack('dev');
  const { code, stdout, stderr } = await run('--delete');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /^pilotlight-dev-m +InService .* ml\.m5\.large +0\.115 +0\.00 +known +it belongs to the stack of t/m,
  );
  expect(stdout).toMatch(/^No orphan is left\.$/m);
  expect(names()).toEqual(['pilotlight-dev-m']);
});

test('an orphan is reported, and not deleted without --delete', async () => {
  aws.putStack('dev');
  const gone = aws.putStack('gone');
  aws.destroyStack('gone');
  const { code, stdout } = await run();
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^pilotlight-gone-m +InService .* orphan +its stack is gone: there is no table pilotlight-gone-0$/m,
  );
  expect(stdout).toMatch(/^1 orphan is left, at 0\.115 USD an hour; /m);
  expect(names()).toContain(gone);
});

test('--delete deletes the orphans and nothing else, and waits until they are gone', async () => {
  const kept = aws.putStack('dev');
  aws.putStack('gone');
  aws.destroyStack('gone');
  aws.putStack('lost');
  aws.tables.set('pilotlight-lost-0', []);
  aws.endpoints.set('pilotlight-old-m', { status: 'InService', tags: {} });
  const { code, stdout, stderr } = await run('--delete');
  expect(code).toBe(0);
  expect(names()).toEqual([kept, 'pilotlight-old-m']);
  expect(stdout).toMatch(/^pilotlight-gone-m +gone /m);
  expect(stdout).toMatch(/ orphan +table pilotlight-lost-0 has no record of the endpoint m$/m);
  expect(stdout).toMatch(/^pilotlight-old-m .* untagged /m);
  expect(stderr.split('\n')).toEqual(
    expect.arrayContaining([
      'orphans: pilotlight-gone-m is being deleted',
      'orphans: pilotlight-gone-m is gone',
    ]),
  );
});

test('an orphan that is being created is left until it can be deleted', async () => {
  const name = aws.putStack('gone');
  aws.destroyStack('gone');
  aws.endpoints.set(name, { ...aws.endpoints.get(name), status: 'Creating', tags: tagsOf(name) });
  const { code, stderr } = await run('--delete');
  expect(code).toBe(1);
  expect(stderr).toBe(
    `orphans: ${name} is Creating, and SageMaker can't delete it now: run this again in a few minutes\n`,
  );
  expect(names()).toEqual([name]);
});

const tagsOf = (name: string) => aws.endpoints.get(name)?.tags ?? {};

test.each([
  ['ListTags', /unknown +its tags could not be read: AccessDeniedException: not allowed$/m],
  ['Query', /unknown +table pilotlight-gone-0 could not be read: AccessDeniedException: not allo/m],
  [
    'ListFunctions',
    /unknown +the functions could not be read: AccessDeniedException: not allowed/m,
  ],
])('if %s is denied, an endpoint is unknown and not deleted', async (denied, line) => {
  const name = aws.putStack('gone');
  aws.destroyStack('gone');
  aws.before = (operation) =>
    operation === denied ? { name: 'AccessDeniedException', message: 'not allowed' } : undefined;
  const { code, stdout } = await run('--delete');
  expect(code).toBe(1);
  expect(stdout).toMatch(line);
  expect(names()).toEqual([name]);
  expect(aws.calls).not.toContain(`DeleteEndpoint ${name}`);
});

test('--json prints the report as JSON', async () => {
  const name = aws.putStack('gone');
  aws.destroyStack('gone');
  const { code, stdout } = await run('--json', '--delete', '--region', 'eu-north-1');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    region: 'eu-north-1',
    at: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
    endpoints: [
      {
        name,
        status: 'InService',
        since: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
        table: 'pilotlight-gone-0',
        key: 'm',
        instanceType: 'ml.m5.large',
        instances: 1,
        usdPerHour: 0.115,
        costUsd: expect.closeTo(0, 2) as unknown,
        verdict: 'orphan',
        why: 'its stack is gone: there is no table pilotlight-gone-0',
        outcome: 'gone',
      },
    ],
  });
});

test('an error of AWS when listing endpoints is shown in its own words', async () => {
  aws.before = () => ({ name: 'AccessDeniedException', message: 'not allowed' });
  expect(await run()).toEqual({
    code: 1,
    stdout: '',
    stderr:
      "orphans: the endpoints of eu-west-1 can't be listed: AccessDeniedException: not allowed\n",
  });
});

test('unknown options and a missing region exit with 2 and print the usage', async () => {
  const wrong = await run('--remove');
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toMatch(/^orphans: .*--remove[^]*\nusage: npm run orphans /);
  vi.stubEnv('AWS_REGION', undefined);
  const nowhere = await run();
  expect(nowhere.code).toBe(2);
  expect(nowhere.stderr).toMatch(/^orphans: no region: give --region R, set AWS_REGION, /);
});
