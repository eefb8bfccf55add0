import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { violations } from '@pilotlight/contracts';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadModel, predict, type EntailmentModel } from '../src/handler.ts';

const directory = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(new URL('../model.json', import.meta.url), 'utf8'));
const premise = 'Two girls in raincoats are jumping into a puddle outside the library.';

let model: EntailmentModel;

beforeAll(async () => {
  model = await loadModel(directory, { ort, sessionOptions: { intraOpNumThreads: 1 }, manifest });
});

async function outputFor(given: string, hypothesis: string) {
  const [output] = await predict([{ premise: given, hypothesis }], model);
  if (!output) throw new Error('no output');
  return output;
}

describe('predict', () => {
  it('returns an answer that fits the manifest', async () => {
    const output = await outputFor(premise, 'Some children are playing outdoors.');
    expect(violations(manifest.output, output)).toEqual([]);
    expect(output.probability).toBe(output.probabilities[output.label]);
    expect(Object.values(output.probabilities).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
  });

  it.each([
    ['entailment', 'The girls are outdoors.'],
    ['neutral', 'The girls are sisters on their way home from school.'],
    ['contradiction', 'The girls are asleep in bed.'],
  ])('recognises an obvious %s', async (label, hypothesis) => {
    expect(await outputFor(premise, hypothesis)).toMatchObject({ label });
  });

  it('distinguishes premise and hypothesis', async () => {
    const narrow = 'A boy is riding a red bicycle through the rain.';
    const wide = 'A child is riding a bicycle.';
    expect((await outputFor(narrow, wide)).label).toBe('entailment');
    expect((await outputFor(wide, narrow)).label).not.toBe('entailment');
  });

  it('answers each input in order, independently of the other inputs', async () => {
    const inputs = ['The girls are asleep in bed.', 'The girls are outdoors.'].map(
      (hypothesis) => ({ premise, hypothesis }),
    );
    const together = await predict(inputs, model);
    const alone = await Promise.all(
      inputs.map((input) => outputFor(input.premise, input.hypothesis)),
    );
    expect(together).toEqual(alone);
  });

  it('accepts sentences of maximum length and sentences of only spaces', async () => {
    const [long, blank] = await predict(
      [
        { premise: 'word '.repeat(200), hypothesis: 'é'.repeat(1000) },
        { premise: ' ', hypothesis: ' ' },
      ],
      model,
    );
    expect(violations(manifest.output, long)).toEqual([]);
    expect(violations(manifest.output, blank)).toEqual([]);
  });

  it('reports when model.json and the model differ in the number of labels', async () => {
    const pair = { premise, hypothesis: premise };
    await expect(predict([pair], { ...model, labels: ['yes', 'no'] })).rejects.toThrow(
      'model.onnx has 3 classes, model.json 2 labels',
    );
  });
});
