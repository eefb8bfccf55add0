import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environmentOf, useStubAws } from './stub-aws.ts';

const aws = useStubAws();
const main = join(import.meta.dirname, '..', 'src', 'main.ts');

/** Runs the program as `npm run orphans` does. */
function run(...args: string[]) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], HOME: '/nonexistent', ...environmentOf(aws) };
    const child = execFile(process.execPath, [main, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

test('prints what the command line asks for, and ends with its exit status', async () => {
  aws.putStack('gone');
  aws.destroyStack('gone');
  const { code, stdout, stderr } = await run('--json', '--region', 'eu-north-1');
  expect([code, stderr]).toEqual([1, '']);
  expect(JSON.parse(stdout)).toMatchObject({
    region: 'eu-north-1',
    endpoints: [{ name: 'pilotlight-gone-m', verdict: 'orphan' }],
  });
});
