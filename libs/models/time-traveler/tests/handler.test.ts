import { readFileSync } from 'node:fs';
import { decodeImage, type DefaultModel } from '@pilotlight/model-runtime';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatOutput, predict, type TimeTravelerOutput } from '../src/handler.ts';
import { AGES, MODEL, picturesIn, served, STAND_IN } from './bundle-of.ts';

const SIDE = 1024;
const manifest = JSON.parse(readFileSync(new URL('../model.json', import.meta.url), 'utf8'));
const [, astronaut] = manifest.examples;

const load = async (threads: number): Promise<DefaultModel> => ({
  session: await ort.InferenceSession.create(MODEL, { intraOpNumThreads: threads }),
  ort,
});
const exampleImage = async () =>
  await decodeImage(
    Buffer.from(astronaut.input.image, 'base64'),
    ['image/jpeg'],
    SIDE * SIDE,
    manifest.pictureSize,
  );

let image: Awaited<ReturnType<typeof exampleImage>>;
let output: TimeTravelerOutput;

beforeAll(async () => {
  image = await exampleImage();
  const [found] = await predict([{ image }], await load(1));
  if (found) output = found;
}, 120_000);

/** The edges of a part of a tile, as shares of its side. */
type Part = readonly [left: number, top: number, right: number, bottom: number];

/** The mean of each channel over a part of a tile. */
function mean(tile: number, [left, top, right, bottom]: Part): number[] {
  const sums: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let row = Math.round(top * SIDE); row < bottom * SIDE; row += 1) {
    for (let column = Math.round(left * SIDE); column < right * SIDE; column += 1) {
      const at = (row * SIDE * 5 + tile * SIDE + column) * 3;
      for (const channel of [0, 1, 2] as const) sums[channel] += output.data[at + channel] ?? NaN;
      count += 1;
    }
  }
  return sums.map((sum) => sum / count);
}

const CENTRE: Part = [0.3, 0.2, 0.7, 0.8];

describe('model.onnx', () => {
  it('gives five pictures side by side, of which the first is the photograph, byte for byte', () => {
    expect(output.shape).toEqual([SIDE, 5 * SIDE, 3]);
    for (const row of [0, 17, 511, 1023]) {
      const given = image.data.subarray(row * SIDE * 3, (row + 1) * SIDE * 3);
      const begin = row * SIDE * 5 * 3;
      expect(Buffer.compare(output.data.subarray(begin, begin + SIDE * 3), given)).toBe(0);
    }
  });

  it('keeps an early digital picture’s colours vivid', () => {
    const [red = 0, , blue = 0] = mean(1, [0.2, 0.55, 0.35, 0.8]);
    const [redToday = 0, , blueToday = 0] = mean(0, [0.2, 0.55, 0.35, 0.8]);
    expect(red - blue).toBeGreaterThan(redToday - blueToday);
  });

  it('turns the 1970s red and lifts their shadows', () => {
    const [red = 0, green = 0, blue = 0] = mean(2, CENTRE);
    expect(red).toBeGreaterThan(green);
    expect(green).toBeGreaterThan(blue);
    const black: Part = [0.75, 0.72, 0.85, 0.75];
    expect(Math.min(...mean(2, black))).toBeGreaterThan(Math.max(...mean(0, black)));
  });

  it('tones the 1920s brown', () => {
    const [red = 0, green = 0, blue = 0] = mean(3, CENTRE);
    expect(red - green).toBeGreaterThan(3);
    expect(green - blue).toBeGreaterThan(8);
  });

  it('swaps left and right of the 1850s, without colour', () => {
    const [red = 0, green = 0, blue = 0] = mean(4, CENTRE);
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(8);
    // The astronaut's black helmet lies on the right of the photograph.
    const helmet: Part = [0.6, 0.7, 0.75, 0.8];
    const mirrored: Part = [0.25, 0.7, 0.4, 0.8];
    expect(Math.max(...mean(4, mirrored))).toBeLessThan(Math.max(...mean(4, helmet)) - 20);
  });

  it('gives the same bytes again, and with two threads', async () => {
    const [again] = await predict([{ image }], await load(2));
    expect(Buffer.compare(again?.data ?? Buffer.of(), output.data)).toBe(0);
  }, 120_000);
});

describe('formatOutput', () => {
  it('writes the array in NumPy’s format', () => {
    const { body, contentType } = formatOutput(output);
    expect(contentType).toBe('application/x-npy');
    const pictures = picturesIn(body);
    expect([pictures.height, pictures.width]).toEqual([SIDE, 5 * SIDE]);
    expect(pictures.at(3, 4)).toEqual([...image.data.subarray((3 * SIDE + 4) * 3).subarray(0, 3)]);
  });
});

describe('an age-transformation network in the place of this one', () => {
  it('is served by the same hooks, with changes in model.json alone', async () => {
    const model = await served(STAND_IN, AGES);
    const body = Buffer.from(JSON.stringify(astronaut.input));
    const answer = await model.answer({ body, contentType: 'application/json', accept: '*/*' });
    const pictures = picturesIn(answer.body);
    expect([pictures.height, pictures.width]).toEqual([256, 2560]);
    const small = await decodeImage(
      Buffer.from(astronaut.input.image, 'base64'),
      ['image/jpeg'],
      256 * 256,
      AGES.pictureSize,
    );
    const face = [...small.data.subarray((100 * 256 + 99) * 3).subarray(0, 3)];
    expect(pictures.at(100, 99)).toEqual(face);
    expect(pictures.at(100, 256 * 9 + 99)).toEqual(face.map((value) => Math.round(value * 0.55)));
  });

  it('is refused with a clear message when it gives something else than bytes', async () => {
    const none = { inputNames: ['a'], outputNames: ['b'], run: async () => ({}) };
    await expect(
      predict([{ image }], { session: none, ort } as unknown as DefaultModel),
    ).rejects.toThrow('model.onnx must give one tensor of uint8');
  });
});
