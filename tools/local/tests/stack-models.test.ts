import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_MODELS } from '@pilotlight/contracts';
import { expect, it } from 'vitest';
import { stackModels } from '../src/stack-models.ts';
import { temporaryDirectory } from './support/directory.ts';

function modelsOf(stack: string): readonly string[] {
  const root = temporaryDirectory();
  writeFileSync(join(root, 'Pulumi.mine.yaml'), stack);
  const project = { name: 'pilotlight', root, programDirectory: root, entry: '' };
  return stackModels(project, 'mine');
}

it('builds only the models that the stack lists, so that another broken one does not matter', () => {
  expect(modelsOf('config:\n  pilotlight:models: [entailment, iris]\n')).toEqual([
    'entailment',
    'iris',
  ]);
  expect(modelsOf('config:\n  models:\n    - iris\n')).toEqual(['iris']);
  const settings = '    iris: { idleMinutes: 5 }\n    entailment:\n';
  expect(modelsOf(`config:\n  pilotlight:models:\n${settings}`)).toEqual(['iris', 'entailment']);
});

it('builds the default models when the stack lists none', () => {
  expect(modelsOf('config:\n  aws:region: here\n')).toEqual(DEFAULT_MODELS);
  expect(modelsOf('')).toEqual(DEFAULT_MODELS);
});

it("ignores secrets, and leaves an invalid list to the program's own error", () => {
  expect(modelsOf('config:\n  pilotlight:budgetEmail:\n    secure: v1:abc\n')).toEqual(
    DEFAULT_MODELS,
  );
  expect(modelsOf('config:\n  pilotlight:models: iris\n')).toEqual([]);
});
