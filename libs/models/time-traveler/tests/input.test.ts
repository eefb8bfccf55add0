import { crc32, deflateSync } from 'node:zlib';
import { LIMITS } from '@pilotlight/contracts';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { AGES, type Pictures, picturesIn, served, STAND_IN } from './bundle-of.ts';

// The stand-in network gives the picture itself first, and is quick.
async function ask(body: Buffer, contentType: string): Promise<Pictures> {
  const model = await served(STAND_IN, AGES);
  const answer = await model.answer({ body, contentType, accept: '*/*' });
  expect(answer.contentType).toBe('application/x-npy');
  return picturesIn(answer.body);
}

const RED = { r: 255, g: 0, b: 0 };
const BLUE = { r: 0, g: 0, b: 255 };
type Background = { r: number; g: number; b: number; alpha?: number };
const plain = (width: number, height: number, background: Background, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background } });

/** A picture whose upper half is red and whose lower half is blue. */
const redAboveBlue = async (width: number, height: number) => {
  const red = await plain(width, height / 2, RED)
    .png()
    .toBuffer();
  return plain(width, height, BLUE).composite([{ input: red, top: 0, left: 0 }]);
};

const near = (...wanted: number[]) =>
  wanted.map((value) => expect.closeTo(value, -0.7) as unknown as number);

test('turns a photograph upright by its EXIF orientation', async () => {
  // 6: must be rotated by 90 degrees clockwise, so that what is stored above comes to the right.
  const stored = await (
    await redAboveBlue(400, 300)
  )
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const pictures = await ask(stored, 'image/jpeg');
  expect(pictures.at(128, 250)).toEqual(near(254, 0, 0));
  expect(pictures.at(128, 5)).toEqual(near(0, 0, 254));
});

test.each([
  ['scaled down', 900, 1200],
  ['scaled up', 60, 80],
])(
  'cuts off twice as much below as above of a tall one that is %s',
  async (_how, width, height) => {
    // A quarter is too much: a twelfth of the height above, a sixth below.
    const pictures = await ask(
      await (await redAboveBlue(width, height)).png().toBuffer(),
      'image/png',
    );
    const border = Math.round((1 / 2 - 1 / 12) * (4 / 3) * 256);
    expect(pictures.at(border - 6, 128)).toEqual(near(255, 0, 0));
    expect(pictures.at(border + 6, 128)).toEqual(near(0, 0, 255));
  },
);

test.each<[string, () => Promise<Buffer>, string, number[]]>([
  [
    'transparency, on white',
    () =>
      plain(64, 64, { ...RED, alpha: 0 }, 4)
        .png()
        .toBuffer(),
    'image/png',
    [255, 255, 255],
  ],
  [
    'grey',
    () => plain(64, 64, { r: 90, g: 90, b: 90 }).toColourspace('b-w').png().toBuffer(),
    'image/png',
    [90, 90, 90],
  ],
  [
    '16 bits',
    () => plain(64, 64, BLUE).toColourspace('rgb16').png().toBuffer(),
    'image/png',
    [0, 0, 255],
  ],
  [
    'a palette',
    () => plain(64, 64, RED).png({ palette: true }).toBuffer(),
    'image/png',
    [255, 0, 0],
  ],
  [
    'interlaced',
    () => plain(64, 64, RED).png({ progressive: true }).toBuffer(),
    'image/png',
    [255, 0, 0],
  ],
  [
    'CMYK',
    () => plain(64, 64, { r: 255, g: 255, b: 255 }).toColourspace('cmyk').jpeg().toBuffer(),
    'image/jpeg',
    [255, 255, 255],
  ],
  [
    'progressive',
    () => plain(640, 480, BLUE).jpeg({ progressive: true }).toBuffer(),
    'image/jpeg',
    [0, 0, 254],
  ],
  ['one pixel', () => plain(1, 1, RED).png().toBuffer(), 'image/png', [255, 0, 0]],
  ['a strip', () => plain(9000, 2, RED).png().toBuffer(), 'image/png', [255, 0, 0]],
  ['a pole', () => plain(2, 9000, RED).png().toBuffer(), 'image/png', [255, 0, 0]],
])('takes a picture with %s', async (_what, make, contentType, wanted) => {
  const pictures = await ask(await make(), contentType);
  expect([pictures.height, pictures.width]).toEqual([256, 2560]);
  expect(pictures.at(100, 100)).toEqual(near(...wanted));
});

test('takes the first picture of an animation', async () => {
  const frame = await plain(64, 64, RED).png().toBuffer();
  // An APNG is a PNG with chunks that other programs skip: here the one that announces two frames.
  const control = Buffer.from('000000086163544c0000000200000000f38d9370', 'hex');
  const animated = Buffer.concat([frame.subarray(0, 33), control, frame.subarray(33)]);
  expect((await ask(animated, 'image/png')).at(9, 9)).toEqual([255, 0, 0]);
});

test('takes the picture of a large camera, and more than other models do', async () => {
  const large = await plain(8000, 6000, BLUE).jpeg().toBuffer();
  expect(8000 * 6000).toBeGreaterThan(LIMITS.picturePixels);
  expect((await ask(large, 'image/jpeg')).at(9, 9)).toEqual(near(0, 0, 254));
});

/** A PNG file of one colour with a bit per pixel: a few kilobytes, whatever its size. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    const typed = Buffer.concat([Buffer.from(type), data]);
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(typed));
    return Buffer.concat([length, typed, sum]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const rows = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.of()),
  ]);
}

test.each<[string, () => Promise<Buffer> | Buffer, string, RegExp]>([
  ['of zero bytes', () => Buffer.of(), 'image/jpeg', /is not an image\/jpeg file/],
  [
    'that is cut off',
    async () => (await plain(640, 480, RED).jpeg().toBuffer()).subarray(0, 900),
    'image/jpeg',
    /is broken .*; must be a complete image/,
  ],
  [
    'of 20,000 × 20,000 pixels',
    () => bomb(20_000, 20_000),
    'image/png',
    /has 20000 × 20000 pixels; must have at most 67108864 pixels/,
  ],
  [
    'that is a PNG but named JPEG',
    () => plain(9, 9, RED).png().toBuffer(),
    'image/jpeg',
    /is not an image\/jpeg file/,
  ],
  [
    'in HEIC',
    () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
    'image/jpeg',
    /is not an image\/jpeg file/,
  ],
])('refuses a picture %s', async (_what, make, contentType, message) => {
  const refusal = await ask(await make(), contentType).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ name: 'ProblemError', code: 'request_invalid' });
  expect((refusal as Error).message).toMatch(message);
});

test('refuses HEIC by its own type, and says what it takes', async () => {
  const refusal = await ask(Buffer.from('\0\0\0\x18ftypheic'), 'image/heic').catch(
    (error: unknown) => error,
  );
  expect(refusal).toMatchObject({
    code: 'content_type_unsupported',
    message: expect.stringMatching(/takes .*image\/jpeg, image\/png.*, not image\/heic$/),
  });
});
