import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findingLine } from '../src/finding.ts';
import { lintPath } from '../src/lint-path.ts';

const models = join(import.meta.dirname, '..', '..', '..', 'libs', 'models');

test.each(await readdir(models))(
  '%s, which the project ships, is without a finding',
  async (name) => {
    const { findings } = await lintPath(join(models, name));
    expect(findings.map(findingLine)).toEqual([]);
  },
);
