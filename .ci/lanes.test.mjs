// How `.ci/lanes` runs steps: `node --test .ci/lanes.test.mjs`.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

const LANES = join(import.meta.dirname, 'lanes');

const script = (body) => `set -euo pipefail\n. '${LANES}'\n${body}`;

function run(body) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script(body)], { encoding: 'utf8' });
  assert.equal(stderr, '');
  return { status, stdout };
}

test('steps run beside each other, and each shows its whole output when it has ended', () => {
  const { status, stdout } = run(`
    step slow 'the slow one';   slow() { echo slow one; sleep 0.6; echo slow two; }
    step quick 'the quick one'; quick() { sleep 0.2; echo quick one; }
    step last 'the last one';   last() { echo last one; }
    lanes 2 slow quick
    lanes 1 last`);
  assert.equal(status, 0);
  assert.match(stdout, /quick one[^]*slow one\nslow two[^]*last one/);
  assert.match(
    stdout,
    /seconds of each step\n.* the quick one\n.* the slow one\n.* the last one\n.*in total\n$/,
  );
});

test('steps that end at the same time are all noticed, each with its own exit status', () => {
  const names = Array.from({ length: 40 }, (_, index) => `step${index}`);
  const { status, stdout } = run(`
    ${names.map((name) => `step ${name} 'the ${name}'; ${name}() { sleep 0.0${name.length}; }`).join('\n')}
    step bad 'the bad one'; bad() { sleep 0.06; exit 7; }
    lanes 4 ${names.join(' ')} bad`);
  assert.equal(stdout.match(/begins/g).length, names.length + 1);
  assert.equal(status, 7);
  assert.match(stdout, /FAILED: the bad one \(exit status 7\)\nIts last lines:\n$/);
});

test('the processor time of a step is in the table', () => {
  const { stdout } = run(`
    spin() { while [ "$(ps -o cputimes= -p $$)" -lt 1 ]; do for _ in {1..20000}; do :; done; done; }
    export -f spin
    step busy 'the busy one'; busy() { bash -c spin; }
    lanes 1 busy`);
  assert.match(stdout, /\n +\d+ +[12] {2}the busy one\n/);
});

test('the first step that fails is named, the others are stopped, and no further one begins', () => {
  const { status, stdout } = run(`
    step long 'the long one';   long() { trap 'echo cleans up; exit 1' TERM; sleep 60 & wait $!; }
    step bad 'the bad one';     bad() { echo 'FAIL a.test.ts'; echo before; sleep 0.3; false; echo after; }
    step never 'the never one'; never() { echo began; }
    lanes 2 long bad never`);
  assert.equal(status, 1);
  assert.match(stdout, /the bad one: .*FAILED \(exit status 1\)\nFAIL a.test.ts\nbefore\n/);
  assert.doesNotMatch(stdout, /after|began/);
  assert.match(stdout, /the long one: .*\(stopped\)\ncleans up\n/);
  assert.match(stdout, /not run: the never one\n/);
  assert.match(
    stdout,
    /\nFAILED: the bad one \(exit status 1\)\nFAIL a.test.ts\nIts last lines:\nFAIL a.test.ts\nbefore\n$/,
  );
});

test('a script that is interrupted stops its steps, with all of their processes', async () => {
  const child = spawn('bash', [
    '-c',
    script(`
    step long 'the long one'; long() { sleep 61 & echo "pid $!"; wait; }
    lanes 1 long`),
  ]);
  const ended = once(child, 'exit');
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => (stdout += data));
  child.stderr.on('data', (data) => (stderr += data));
  await setTimeout(500);
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [143, null]);
  assert.match(stdout, /FAILED: interrupted \(exit status 143\)\n$/);
  assert.equal(stderr, '');
  const [, pid] = /pid (\d+)/.exec(stdout);
  assert.throws(() => process.kill(Number(pid), 0), { code: 'ESRCH' });
});
