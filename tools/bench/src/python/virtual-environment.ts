import { createHash } from 'node:crypto';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PYTHON, WORK } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';

export interface VirtualEnvironment {
  readonly directory: string;
  readonly python: string;
  /** The directory of its packages. */
  readonly sitePackages: string;
  /** The environment variables of its programs; nothing is written to the user's home. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The Python environment with the packages of `python/requirements/NAME.txt`, created when it is missing or outdated.
 * @throws Error with the message of Python or pip
 */
export async function virtualEnvironment(name: string): Promise<VirtualEnvironment> {
  const directory = join(WORK, 'python', name);
  const requirements = join(PYTHON, 'requirements', `${name}.txt`);
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const mark = join(directory, 'installed');
  const python = join(directory, 'bin', 'python');
  if ((await readFile(mark, 'utf8').catch(() => undefined)) !== wanted) {
    console.log(`installing ${name} for Python into ${directory} (once)`);
    await rm(directory, { recursive: true, force: true });
    const options = { cwd: PYTHON, environment: process.env };
    await runCommand('python3', ['-m', 'venv', directory], options);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps'];
    await runCommand(python, [...pip, '-r', requirements], options);
    await writeFile(mark, wanted);
  }
  return {
    directory,
    python,
    sitePackages: await sitePackages(directory),
    environment: {
      PATH: [join(directory, 'bin'), process.env['PATH']].join(':'),
      HOME: join(WORK, 'home'),
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONUNBUFFERED: '1',
    },
  };
}

async function sitePackages(directory: string): Promise<string> {
  const lib = join(directory, 'lib');
  const [version = 'python3'] = await readdir(lib);
  return join(lib, version, 'site-packages');
}
