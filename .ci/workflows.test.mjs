// What the GitHub workflows must have in common with other files: `node --test .ci/workflows.test.mjs`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';

const read = (path) => readFileSync(join(import.meta.dirname, '..', path), 'utf8');

for (const [workflow, job] of [
  ['ci', 'whole'],
  ['nightly', 'nightly'],
]) {
  test(`the job ${job} runs in the Debian of the image: .ci/container needs it`, () => {
    const { jobs } = parse(read(`.github/workflows/${workflow}.yml`));
    const [, debian] = /^ARG NODE_IMAGE=node:[\d.]+-(\w+)-slim$/m.exec(
      read('apps/inference/Dockerfile'),
    );
    assert.equal(jobs[job].container.image, `debian:${debian}`);
  });
}
