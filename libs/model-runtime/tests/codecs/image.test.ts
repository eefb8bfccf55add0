import { LIMITS } from '@pilotlight/contracts';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { type DecodedImage, decodeBody, takenTypes } from '../../src/codecs/index.ts';
import { bytesOf, modelOf, PAIRS, PICTURE, refusalOf, schemaOf } from './models.ts';

const RED = [255, 0, 0];
const BLUE = [0, 0, 255];

/** Two adjacent pixels, red and blue. */
const twoPixels = () =>
  sharp(Uint8Array.of(...RED, ...BLUE), { raw: { width: 2, height: 1, channels: 3 } });

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();

const take = async (body: Uint8Array, contentType: string, model = PICTURE) =>
  await decodeBody(body, contentType, model);

const photoIn = (input: unknown) => (input as { photo: DecodedImage }).photo;

const jsonOf = (...photos: Buffer[]) =>
  photos.map((photo) => JSON.stringify({ photo: photo.toString('base64') }));

test('decodes a PNG into the only image property', async () => {
  const { inputs, framing } = await take(await twoPixels().png().toBuffer(), 'image/png');
  expect(framing).toBe('single');
  expect(inputs).toEqual([
    { photo: { width: 2, height: 1, channels: 3, data: Uint8Array.of(...RED, ...BLUE) } },
  ]);
});

test('decodes a JPEG', async () => {
  const grey = sharp({ create: { width: 8, height: 4, channels: 3, background: '#808080' } });
  const { inputs } = await take(await grey.jpeg().toBuffer(), 'image/jpeg');
  const { width, height, data } = photoIn(inputs[0]);
  expect([width, height, data.length]).toEqual([8, 4, 96]);
  expect(data.every((value) => Math.abs(value - 128) <= 1)).toBe(true);
});

test('accepts a JPEG as image/jpg, and both types as application/x-image', async () => {
  const [jpeg, png] = [await twoPixels().jpeg().toBuffer(), await twoPixels().png().toBuffer()];
  for (const [body, type] of [
    [jpeg, 'image/jpg'],
    [jpeg, 'application/x-image'],
    [png, 'application/x-image'],
  ] as const) {
    expect(photoIn((await take(body, type)).inputs[0])).toMatchObject({ width: 2, height: 1 });
  }
  const refused = await refusalOf(() => take(bytesOf('GIF89a'), 'application/x-image'));
  expect(refused.message).toMatch(/is not an image\/jpeg or image\/png file/);
});

test('rotates an image according to its EXIF data', async () => {
  // 6: must be rotated by 90 degrees clockwise.
  const body = await twoPixels().withMetadata({ orientation: 6 }).png().toBuffer();
  const { inputs } = await take(body, 'image/png');
  expect(photoIn(inputs[0])).toMatchObject({ width: 1, height: 2 });
  expect([...photoIn(inputs[0]).data]).toEqual([...RED, ...BLUE]);
});

test.each<[string, () => Promise<Buffer>, number[]]>([
  [
    'transparency, on white',
    () =>
      sharp({ create: { width: 1, height: 1, channels: 4, background: '#ff000080' } })
        .png()
        .toBuffer(),
    [255, 127, 127],
  ],
  [
    'one channel',
    () =>
      sharp(Uint8Array.of(7), { raw: { width: 1, height: 1, channels: 1 } })
        .toColourspace('b-w')
        .png()
        .toBuffer(),
    [7, 7, 7],
  ],
  [
    'sixteen bits',
    () =>
      sharp({ create: { width: 1, height: 1, channels: 3, background: '#00ff00' } })
        .toColourspace('rgb16')
        .png()
        .toBuffer(),
    [0, 255, 0],
  ],
  ['a palette', () => twoPixels().png({ palette: true }).toBuffer(), [...RED, ...BLUE]],
])('returns three bytes per pixel for %s', async (_name, make, expected) => {
  const { inputs } = await take(await make(), 'image/png');
  expect([...photoIn(inputs[0]).data]).toEqual(expected);
});

test('decodes base64 in JSON, in each of several records', async () => {
  const red = await sharp(Uint8Array.of(...RED), { raw: { width: 1, height: 1, channels: 3 } })
    .png()
    .toBuffer();
  const both = jsonOf(await twoPixels().png().toBuffer(), red);
  const one = await take(bytesOf(both[0] ?? ''), 'application/json');
  expect(photoIn(one.inputs[0])).toMatchObject({ width: 2, height: 1, channels: 3 });
  const lines = await take(bytesOf(both.join('\n')), 'application/jsonlines');
  expect(lines.inputs.map((input) => photoIn(input).width)).toEqual([2, 1]);
  const instances = await take(bytesOf(`{"instances":[${both.join(',')}]}`), 'application/json');
  expect(instances.inputs.map((input) => [...photoIn(input).data])).toEqual([
    [...RED, ...BLUE],
    RED,
  ]);
});

test('accepts a missing optional image', async () => {
  const { properties } = PICTURE.input;
  const optional = modelOf(schemaOf(properties, ['photo', 'threshold']));
  expect((await take(bytesOf('{"threshold":1}'), 'application/json', optional)).inputs).toEqual([
    { threshold: 1 },
  ]);
});

test.each<[string, () => Promise<Buffer> | Buffer, string, RegExp]>([
  ['another type', () => Buffer.from('GIF89a'), 'image/png', /is not an image\/png file/],
  ['an empty body', () => Buffer.of(), 'image/jpeg', /is not an image\/jpeg file/],
  ['a PNG sent as a JPEG', () => blank(1, 1), 'image/jpeg', /is not an image\/jpeg file/],
  [
    'an SVG',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    'image/png',
    /is not an/,
  ],
  ['half a PNG', async () => (await blank(64, 64)).subarray(0, 60), 'image/png', /is broken/],
  [
    'half a JPEG',
    async () => {
      const noise = sharp({
        create: {
          width: 64,
          height: 64,
          channels: 3,
          background: '#fff',
          noise: { type: 'gaussian', mean: 128, sigma: 30 },
        },
      });
      const whole = await noise.jpeg().toBuffer();
      return whole.subarray(0, whole.length / 2);
    },
    'image/jpeg',
    /is broken/,
  ],
  ['too many pixels', () => blank(4097, 4096), 'image/png', /4097 × 4096 pixels.* 16777216 pixels/],
])('refuses %s', async (_name, make, contentType, message) => {
  const body = await make();
  const refused = await refusalOf(() => take(body, contentType));
  expect(refused.code).toBe('request_invalid');
  expect(refused.message).toMatch(message);
});

test('says which image in a JSON body is wrong, and how', async () => {
  const good = (await blank(1, 1)).toString('base64');
  for (const [photo, detail] of [
    ['data:image/png;base64,AAAA', /is not base64/],
    [good.slice(0, -1), /is not base64/],
    ['AA*A', /is not base64/],
    ['AAAA', /is not an image\/jpeg or image\/png file/],
  ] as const) {
    const body = JSON.stringify({ instances: [{ photo: good }, { photo }] });
    const refused = await refusalOf(() => take(bytesOf(body), 'application/json'));
    expect(refused.code).toBe('input_invalid');
    expect(refused.errors).toEqual([
      { pointer: '/instances/1/photo', detail: expect.stringMatching(detail) },
    ]);
  }
});

test('limits the pixels of all images of a request together', async () => {
  const [line] = jsonOf(await blank(4096, 2049));
  const refused = await refusalOf(() => take(bytesOf(`${line}\n${line}`), 'application/jsonlines'));
  expect(refused.errors).toEqual([
    { pointer: '/1/photo', detail: expect.stringMatching(`${LIMITS.picturePixels} pixels`) },
  ]);
});

test('is accepted as a body only by models with one image and no other required property', () => {
  const property = (contentMediaType: string) => ({
    type: 'string',
    contentEncoding: 'base64',
    contentMediaType,
  });
  const images = (...[properties, optional]: Parameters<typeof schemaOf>) =>
    takenTypes(modelOf(schemaOf(properties, optional))).filter((type) => type.startsWith('image/'));
  expect(takenTypes(PICTURE)).toEqual(
    expect.arrayContaining(['application/json', 'image/jpeg', 'image/png']),
  );
  expect(images({ a: property('image/png') })).toEqual(['image/png']);
  expect(images({ a: property('image/webp') })).toEqual([]);
  expect(images({ a: property('image/png'), b: property('image/*') }, ['b'])).toEqual([]);
  expect(images({ a: property('image/png'), b: { type: 'number' } })).toEqual([]);
  expect(images({ a: { type: 'string', contentMediaType: 'image/png' } })).toEqual([]);
  expect(images(PAIRS.input.properties)).toEqual([]);
});
