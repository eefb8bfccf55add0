// That no integration test is left out: `node --test .ci/integration.test.mjs`.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');

test('the projects with a target "integration" are those with integration tests', () => {
  const exclude = ['**/node_modules/**'];
  const tests = globSync('**/tests/**/*.integration.test.ts', { cwd: root, exclude });
  const manifests = globSync(['infra/package.json', '{apps,libs,tools}/*/package.json'], {
    cwd: root,
    exclude,
  });
  const declared = manifests.filter((file) => {
    const { nx } = JSON.parse(readFileSync(join(root, file), 'utf8'));
    return nx.targets?.integration;
  });
  const tested = new Set(tests.map((file) => file.replace(/\/tests\/.*/, '')));
  assert.notEqual(tested.size, 0);
  assert.deepEqual(
    declared.map((file) => file.replace('/package.json', '')).sort(),
    [...tested].sort(),
  );
});
