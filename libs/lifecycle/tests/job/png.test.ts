import sharp from 'sharp';
import { expect, it } from 'vitest';
import { png } from '../../src/job/png.ts';

it.each([
  [1, 1],
  [3, 2],
  [64, 48],
])('is read back as the same %d × %d pixels', async (width, height) => {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, index) => (index * 37) % 256);
  const file = await png({ width, height, data });
  const { data: read, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width, height, channels: 3 });
  expect(read.equals(Buffer.from(data))).toBe(true);
});

it('is smaller than the pixels of a smooth picture', async () => {
  const [width, height] = [128, 128];
  const data = Uint8Array.from({ length: width * height * 3 }, (_, index) => index / 192);
  expect((await png({ width, height, data })).length).toBeLessThan(data.length / 10);
});
