import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { readProject } from './project.ts';
import { stackModels } from './stack-models.ts';

// Builds what one stack deploys: every app, and only the models that the stack lists. A broken model that the stack
// does not list does not stop the build.
const root = resolve(import.meta.dirname, '../../..');
const nx = join(root, 'node_modules/nx/dist/bin/nx.js');

async function build(stack: string): Promise<number> {
  const models = stackModels(readProject(root), stack);
  // By folder, not by project name: only the folder is sure to be named after the model.
  const projects = ['tag:scope:app', ...models.map((name) => `libs/models/${name}`)];
  const args = ['run-many', '-t', 'build', '-p', projects.join(','), '--outputStyle=static'];
  console.log(`pilotlight: nx ${args.join(' ')}`);
  const child = spawn(process.execPath, [nx, ...args], { cwd: root, stdio: 'inherit' });
  // On Ctrl-C the terminal signals the child too; a SIGTERM must be passed on.
  process.once('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}

const [stack, ...others] = process.argv.slice(2);
if (stack === undefined || others.length > 0) {
  console.error(
    'usage: npm run build -- STACK, or npm start -- STACK, such as dev for Pulumi.dev.yaml',
  );
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await build(stack);
  } catch (error) {
    console.error(`pilotlight: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
