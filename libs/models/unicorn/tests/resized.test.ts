import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resized } from '../src/resized.ts';

interface Made {
  readonly width: number;
  readonly height: number;
  readonly side: number;
  /** What Pillow makes of the picture, in base64. */
  readonly data: string;
}

const fixture: Made[] = JSON.parse(
  readFileSync(new URL('fixtures/resized.json', import.meta.url), 'utf8'),
);

/** The picture of `drawn` in tools/training/unicorn/resize_fixture.py. */
function drawn(width: number, height: number) {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        const value = x * x * 7 + y * 13 * (channel + 1) + x * y * 3 + channel * 91;
        data[(y * width + x) * 3 + channel] = value % 256;
      }
    }
  }
  return { width, height, channels: 3, data } as const;
}

describe('resized', () => {
  it.each(fixture)('makes $width × $height as Pillow does', ({ width, height, side, data }) => {
    const made = resized(drawn(width, height), side);
    expect(Buffer.from(made).equals(Buffer.from(data, 'base64'))).toBe(true);
  });

  it('returns a square of the wanted side as it is', () => {
    const picture = drawn(40, 40);
    expect(resized(picture, 40)).toEqual(picture.data);
  });

  it('averages what each pixel covers: no fine pattern is missed or kept whole', () => {
    const data = new Uint8Array(256 * 256 * 3);
    for (let at = 0; at < data.length; at += 12) data.fill(200, at, at + 3);
    const made = resized({ width: 256, height: 256, channels: 3, data }, 16);
    expect(Math.min(...made)).toBeGreaterThanOrEqual(45);
    expect(Math.max(...made)).toBeLessThanOrEqual(55);
  });
});
