import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findingLine } from '../src/finding.ts';
import { lintPath } from '../src/lint-path.ts';

const models = join(import.meta.dirname, '..', '..', '..', 'libs', 'models');

// By name, because models that a user adds are not tested here.
test('entailment, which the project ships, has no findings', async () => {
  const { findings } = await lintPath(join(models, 'entailment'));
  expect(findings.map(findingLine)).toEqual([]);
});
