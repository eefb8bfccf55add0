import { expect, test, vi } from 'vitest';
import { cli } from '../src/cli.ts';
import { bundleFolder, modelFolder } from './model-folder.ts';

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

test('prints what it packed, with sizes, and warnings, and exits with 0', async () => {
  const { code, stdout, stderr } = await run(
    await modelFolder({ 'large.bin': 'x'.repeat(100_000) }),
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/model\.onnx {2}0\.00 MB[^]*model\.tar\.gz {2}0\.00 MB/);
  expect(stderr).toMatch(/^warning {2}large\.bin: .* \[file-unread\]\n$/);
});

test('exits with 1 and prints a line for each error of an incomplete model', async () => {
  const changes = { 'model.onnx': undefined, 'src/handler.ts': 'export (' };
  const { code, stdout, stderr } = await run(await modelFolder(changes));
  expect(code).toBe(1);
  expect(stdout).not.toMatch('model.tar.gz');
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(/^error {4}src\/handler\.ts#L1: .*\[handler-build\]$/),
    expect.stringMatching(/^error {4}model\.onnx: is missing; export .*\[file-missing\]$/),
    'bundle: 2 errors',
    '',
  ]);
});

test('lints and prints a table of the ways of serving', async () => {
  const { code, stdout, stderr } = await run('lint', await bundleFolder());
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^ {2}real-time +fits {2}ml\.t2\.medium: /m);
  expect(stdout).toMatch(/^ {2}memory: 150 MiB \+ workers x /m);
});

test('exits with 1 when the lint finds an error, or nothing to lint', async () => {
  const { code, stderr } = await run('lint', await bundleFolder({ 'model.json': '{' }));
  expect(code).toBe(1);
  expect(stderr).toMatch(/\[manifest\]\nbundle: 1 error\n$/);
  expect(await run('lint', '/no/such/model')).toEqual({
    code: 1,
    stdout: '',
    stderr: 'bundle: /no/such/model is missing; must be a folder or a model.tar.gz\n',
  });
});

test.each([
  [[]],
  [['lint']],
  [['fit']],
  [['fit', '--help']],
  [['docs', 'x']],
  [['a', 'b']],
  [['lint', 'a', 'b']],
  [['--help']],
])('exits with 2 and prints its usage for the arguments %j', async (args) => {
  const { code, stderr } = await run(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^usage: /);
});

test('says how a model can be served', async () => {
  const { code, stdout, stderr } = await run('fit', 'boston-housing', '--requests-per-day', '5000');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^boston-housing \d.*\n5,000 requests a day, [^]*\nserving: auto +\d/);
});

test('exits with 1 when there is no such model, or an option is wrong', async () => {
  expect(await run('fit', 'entailmint')).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /^bundle: there is no model "entailmint" in libs\/models; the models are .*entailment/,
    ) as unknown,
  });
  const { code, stderr } = await run('fit', 'entailment', '--seconds', 'x');
  expect([code, stderr]).toEqual([
    1,
    'bundle: --seconds is "x"; must be a number above 0, at most 3600\n',
  ]);
});
