import { execFile } from 'node:child_process';
import { access, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locked } from './locked-for-lambda.ts';

/**
 * A `node_modules` with Lambda's packages: `own`, if all are in it, or else, as on macOS, a new one that npm installs into a
 * temporary folder.
 */
export async function installedPackages(locked: Locked, own: string): Promise<string> {
  const there = await Promise.all(
    locked.names.map((name) => access(join(own, name)).then(yes, no)),
  );
  if (there.every(Boolean)) return own;
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-function-'));
  await writeFile(join(folder, 'package.json'), JSON.stringify(locked.packageJson));
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(locked.lock));
  const platform = ['--os=linux', '--cpu=x64', '--libc=glibc'];
  const quiet = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  await promisify(execFile)('npm', ['ci', ...platform, ...quiet], { cwd: folder });
  return join(folder, 'node_modules');
}

const yes = () => true;
const no = () => false;
