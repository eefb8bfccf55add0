import { describe, expect, it } from 'vitest';
import { pictureHeader } from '../../src/fetch-url/picture-header.ts';
import { jpeg, png } from '../pictures.ts';

describe('the header of a picture', () => {
  it.each([
    [png(640, 480), { mediaType: 'image/png', width: 640, height: 480 }],
    [png(2 ** 31 - 1, 1), { mediaType: 'image/png', width: 2 ** 31 - 1, height: 1 }],
    [jpeg(640, 480), { mediaType: 'image/jpeg', width: 640, height: 480 }],
    [jpeg(65_535, 65_535), { mediaType: 'image/jpeg', width: 65_535, height: 65_535 }],
  ])('says its type and size', (bytes, header) => {
    expect(pictureHeader(bytes)).toEqual(header);
  });

  it('is not found in a part that is too short for it', () => {
    for (const whole of [png(), jpeg()]) {
      const found = Array.from({ length: whole.length }, (_, bytes) =>
        pictureHeader(whole.subarray(0, bytes)),
      );
      const first = found.findIndex((header) => header !== undefined);
      expect(first).toBeGreaterThan(20);
      expect(found.slice(first).every((header) => header !== undefined)).toBe(true);
    }
  });

  it('is not looked for beyond the first scan of a JPEG', () => {
    const scan = Buffer.from([0xff, 0xda, 0, 2]);
    const soi = jpeg().subarray(0, 2);
    expect(pictureHeader(Buffer.concat([soi, scan, jpeg().subarray(2)]))).toBeUndefined();
  });

  it('is not taken from a table, whose marker is near that of a frame', () => {
    for (const marker of [0xc4, 0xc8, 0xcc]) {
      const bytes = jpeg();
      bytes[bytes.indexOf(0xc2)] = marker;
      expect(pictureHeader(bytes)).toBeUndefined();
    }
  });

  it('is found or not, but found soon, in a JPEG of nothing but tiny segments', () => {
    const segment = Buffer.from([0xff, 0xe0, 0, 2]);
    const bytes = Buffer.alloc(2_900_000);
    for (let at = 2; at + 4 <= bytes.length; at += 4) segment.copy(bytes, at);
    jpeg().copy(bytes, 0, 0, 2);
    const begun = performance.now();
    expect(pictureHeader(bytes)).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(500);
  });

  it('of zero segments does not hang: a length below its own two bytes ends the search', () => {
    expect(
      pictureHeader(Buffer.from('\xff\xd8\xff\xe0\0\0\0\0\0\0\0\0\0\0', 'latin1')),
    ).toBeUndefined();
  });
});
