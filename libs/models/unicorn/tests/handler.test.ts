import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ModelManifest, violations } from '@pilotlight/contracts';
import { decodeImage } from '@pilotlight/model-runtime';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadModel, predict, type UnicornModel } from '../src/handler.ts';
import { resized } from '../src/resized.ts';
import { SIDE } from '../src/side.ts';

const directory = fileURLToPath(new URL('..', import.meta.url));
const manifest: ModelManifest = JSON.parse(
  readFileSync(new URL('../model.json', import.meta.url), 'utf8'),
);
const sessionOptions = { intraOpNumThreads: 1 };

let model: UnicornModel;

beforeAll(async () => {
  model = await loadModel(directory, { ort, sessionOptions, manifest });
});

const plain = (width: number, height: number, value: number) =>
  ({ width, height, channels: 3, data: new Uint8Array(width * height * 3).fill(value) }) as const;

async function exampleImage(title: string) {
  const example = manifest.examples.find((one) => one.title === title);
  const bytes = Buffer.from(String(example?.input['image']), 'base64');
  return await decodeImage(bytes, ['image/jpeg', 'image/png'], 1_000_000);
}

describe('predict', () => {
  it.each([
    ['A horse', true, 'unicorn validated'],
    ['An astronaut', false, 'unable to validate'],
  ])('judges the example "%s"', async (title, validated, verdict) => {
    const [output] = await predict([{ image: await exampleImage(title) }], model);
    expect(output).toMatchObject({ validated, verdict });
    expect(violations(manifest.output, output)).toEqual([]);
    expect(output?.probability).toBeGreaterThanOrEqual(validated ? 0.5 : 0);
    expect(output?.probability).toBeLessThan(validated ? 1 : 0.5);
  });

  it('does not validate pictures of nothing', async () => {
    const images = [plain(1, 1, 0), plain(640, 480, 255), plain(3, 900, 127)];
    const outputs = await predict(
      images.map((image) => ({ image })),
      model,
    );
    expect(outputs.map(({ validated }) => validated)).toEqual([false, false, false]);
  });

  it('answers each picture in order, independently of the others', async () => {
    const images = await Promise.all(['An astronaut', 'A horse'].map(exampleImage));
    const together = await predict(
      images.map((image) => ({ image })),
      model,
    );
    const alone = await Promise.all(images.map(async (image) => predict([{ image }], model)));
    expect(together).toEqual(alone.flat());
  });

  it('gives the same probability to a picture that is already resized', async () => {
    const image = await exampleImage('A horse');
    const small = { width: SIDE, height: SIDE, channels: 3, data: resized(image, SIDE) } as const;
    const [whole, already] = await predict([{ image }, { image: small }], model);
    expect(already).toEqual(whole);
  });
});

describe('loadModel', () => {
  it('says when model.json has no label for each verdict', async () => {
    const [validated] = manifest.labels;
    const labels = validated ? [validated] : [];
    await expect(
      loadModel(directory, { ort, sessionOptions, manifest: { ...manifest, labels } }),
    ).rejects.toThrow('model.json has 1 labels; must be two');
  });
});
