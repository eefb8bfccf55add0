import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { violations } from '@pilotlight/contracts';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatOutput, loadModel, parseInput, predict } from '../src/handler.ts';
import type { ParaphraseInput, ParaphraseModel, ParaphraseOutput } from '../src/handler.ts';

const directory = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(new URL('../model.json', import.meta.url), 'utf8'));

const THERE_IS = '(ROOT (S (NP (EX)) (VP (VBZ) (NP)) (.)))';
const CAPTION = '(ROOT (NP (NP) (VP) (.)))';
const sent = 'A woman wearing a hat is selling flowers at the market.';

let model: ParaphraseModel;

beforeAll(async () => {
  model = await loadModel(directory, { ort, sessionOptions: { intraOpNumThreads: 1 }, manifest });
});

async function outputFor(input: ParaphraseInput): Promise<ParaphraseOutput> {
  const [output] = await predict([input], model);
  if (!output) throw new Error('no output');
  return output;
}

describe('predict', () => {
  it('rewrites a sentence in the syntax of the template', async () => {
    const output = await outputFor({ sent, tmpl: THERE_IS });
    expect(violations(manifest.output, output)).toEqual([]);
    expect(output.paraphrase).toMatch(/^There is a woman .*flowers.*\.$/);
    expect(output.template).toBe(THERE_IS);
    expect((await outputFor({ sent, tmpl: CAPTION })).paraphrase).toMatch(/^A woman (?!.* is )/);
  });

  it('takes the default template when there is none', async () => {
    const { paraphrase, template } = await outputFor({ sent: `There is ${sent}` });
    expect(template).toBe('(ROOT (S (NP) (VP) (.)))');
    expect(paraphrase).toMatch(/^A woman .*\bis selling flowers.*\.$/);
  });

  it('copies words that it does not know', async () => {
    const input = { sent: 'A Quexly is eating zorblaxes in the park.', tmpl: THERE_IS };
    const { paraphrase, leftOut } = await outputFor(input);
    expect(paraphrase).toContain('Quexly');
    expect(paraphrase).toContain('zorblaxes');
    expect(leftOut).toEqual([]);
  });

  it('uses the words without their order', async () => {
    const turned = 'flowers at the hat wearing a market is selling woman a .';
    const [one, other] = await predict([{ sent: sent.toLowerCase() }, { sent: turned }], model);
    expect(other).toEqual(one);
  });

  it('gives the same answer alone, again and in a batch', async () => {
    const inputs = manifest.examples.map(({ input }: { input: ParaphraseInput }) => input);
    const together = await predict(inputs, model);
    const alone = await Promise.all(inputs.map(outputFor));
    expect(together).toEqual(alone);
    expect((await predict(inputs.toReversed(), model)).toReversed()).toEqual(alone);
  });

  it('ends, with an answer that fits the manifest, for the longest sentence and template', async () => {
    const longest = { sent: Array(60).fill('dog').join(' '), tmpl: `(S ${'(NP)'.repeat(198)})` };
    const emoji = { sent: '🐕 👩‍👩‍👧❤️', tmpl: CAPTION };
    for (const output of await predict([longest, emoji], model)) {
      expect(violations(manifest.output, output)).toEqual([]);
      expect(output.paraphrase.split(' ').length).toBeLessThan(80);
    }
  });

  it.each([
    [{}, 'input_invalid', 'sent'],
    [{ sent: '' }, 'input_invalid', '/sent'],
    [{ sent: 'x'.repeat(501) }, 'input_invalid', '/sent'],
    [{ sent, tmpl: '('.repeat(10_000) }, 'input_invalid', '/tmpl'],
    [{ sent, tmpl: '(S (NP)' }, 'model_rejected', '/tmpl leaves 1 of its brackets open'],
    [{ sent, tmpl: '(S (NP) (XYZ))' }, 'model_rejected', 'unknown label "XYZ"'],
    [{ sent, synt: '(S (NP (NN dog)))' }, 'model_rejected', '/synt is not the parse'],
    [{ sent: 'a '.repeat(61) }, 'model_rejected', '/sent has 61 words'],
    [{ sent: '...' }, 'model_rejected', '/sent has no word'],
    [null, 'input_invalid', 'the input'],
  ])('refuses %.60j', async (input, code, message) => {
    await expect(predict([input as ParaphraseInput], model)).rejects.toMatchObject({
      name: 'ProblemError',
      code,
      message: expect.stringContaining(message),
    });
  });
});

describe('parseInput and formatOutput', () => {
  const output = { paraphrase: 'They sing.', template: CAPTION, leftOut: [] };

  it('reads what formatOutput would be asked about', () => {
    expect(parseInput(new TextEncoder().encode('They sing.'), 'text/plain')).toEqual([
      { sent: 'They sing.' },
    ]);
  });

  it.each([
    ['', 'application/json', JSON.stringify(output)],
    ['*/*', 'application/json', JSON.stringify(output)],
    ['application/jsonlines', 'application/jsonlines', JSON.stringify(output)],
    ['text/plain', 'text/plain', 'They sing.'],
    ['text/plain;q=0.5, application/json', 'application/json', JSON.stringify(output)],
  ])('answers Accept %j in %s', (accept, contentType, body) => {
    expect(formatOutput(output, accept)).toEqual({ body, contentType });
  });

  it('says what is possible when nothing is acceptable', () => {
    expect(() => formatOutput(output, 'text/csv')).toThrow(
      'paraphrase can answer in application/json, application/jsonlines, text/plain, not in text/csv',
    );
  });
});
