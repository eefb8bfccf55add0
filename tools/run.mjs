// The README's first commands. Plain JavaScript, because it must run before anything is installed, on any Node from 20.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE_MAJOR = 20;
const root = fileURLToPath(new URL('..', import.meta.url));
const pinnedNode = join(root, 'node_modules/node/bin/node');

// Each project starts workers of its own. With too many of them on a small machine, tests would miss their time limits.
const projectsAtOnce = Math.min(3, availableParallelism());

const given = process.argv.slice(3);
const stack = given.length === 0 ? ['local'] : given;

const commands = {
  start: [
    ['node', ['tools/local/src/build.ts', ...stack]],
    ['node', ['tools/local/src/main.ts', 'start', ...stack]],
  ],
  build: [['node', ['tools/local/src/build.ts', ...given]]],
  test: [['nx', `run-many -t test --outputStyle=static --parallel=${projectsAtOnce}`.split(' ')]],
};

const say = (line) => console.log(`pilotlight: ${line}`);

function fail(line) {
  console.error(`pilotlight: ${line}`);
  process.exit(1);
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** Whether npm's hidden lockfile, which records what it installed last, matches the lockfile. */
function installed() {
  const wanted = Object.entries(packagesOf(join(root, 'package-lock.json')));
  const present = packagesOf(join(root, 'node_modules/.package-lock.json'));
  return wanted.every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.optional) return true;
    // npm keeps a package's own spelling of its version, sometimes with a leading v.
    const version = present[path]?.version?.replace(/^v/, '');
    return path in present && version === entry.version && existsSync(join(root, path));
  });
}

function install() {
  say('installing the locked dependencies (npm ci); this is the only slow step, and runs once');
  const npm = process.env.npm_execpath;
  const [file, args] = npm ? [process.execPath, [npm]] : ['npm', []];
  const { status } = spawnSync(
    file,
    [...args, 'ci', '--loglevel=error', '--no-fund', '--no-audit'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  if (status !== 0) fail(`npm ci ended with ${status}: see its message above`);
}

/** Runs one program in the foreground. */
function run(file, args) {
  const child = spawn(file, args, {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      // A process that loads hundreds of source files otherwise strips and compiles each of them again.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.nx/compile-cache'),
    },
  });
  // Ctrl-C reaches the child through the terminal; without a terminal, SIGINT reaches this process only.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT');
  });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

const name = process.argv[2] ?? '';
if (!Object.hasOwn(commands, name)) {
  fail(`"${name}" is not a command here: use npm start, npm run build or npm test`);
}
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE_MAJOR) {
  fail(`Node ${process.versions.node} is too old: install Node ${OLDEST_NODE_MAJOR} or newer`);
}
if (!installed()) install();
if (!existsSync(pinnedNode)) {
  fail(
    'the pinned Node is not in node_modules/node: its install script fetches it, and npm was told to ' +
      'skip scripts. Run: npm config delete ignore-scripts && npm ci',
  );
}
for (const [program, args] of commands[name]) {
  say(`${program} ${args.join(' ')}`);
  const file = program === 'node' ? pinnedNode : join(root, 'node_modules/.bin', program);
  const code = await run(file, args);
  if (code !== 0) process.exit(code);
}
