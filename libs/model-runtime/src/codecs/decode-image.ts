import { LIMITS, type PictureSize } from '@pilotlight/contracts';
import type sharpModule from 'sharp';

/** The value of an image property in a handler: rows from the top, three bytes (red, green, blue) per pixel. */
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 3;
  readonly data: Uint8Array;
}

/** The signatures of accepted files. Nothing else reaches sharp, which has many other decoders, some of them old. */
const SIGNATURES = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
} as const;

export type ImageType = keyof typeof SIGNATURES;

export const IMAGE_TYPES = Object.keys(SIGNATURES) as ImageType[];

/** What is wrong with an image; the message may be shown to the client. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
}

/**
 * The pixels of a JPEG or PNG image: rotated according to its EXIF data, in sRGB (sharp's default) with 8 bits per
 * channel, transparency flattened onto white.
 * @param pixels the maximum number of pixels that are returned
 * @param size scaled and cropped to it; default: the image's own size
 * @throws ImageError
 */
export async function decodeImage(
  bytes: Uint8Array,
  types: readonly ImageType[],
  pixels: number,
  size?: PictureSize,
): Promise<DecodedImage> {
  if (!types.some((type) => SIGNATURES[type].every((byte, index) => bytes[index] === byte))) {
    throw new ImageError(`is not an ${types.join(' or ')} file`);
  }
  const sharp = await loadSharp();
  try {
    const { autoOrient: upright } = await sharp(bytes, { limitInputPixels: false }).metadata();
    checkPixels(upright, pixels, size);
    const image = sharp(bytes, {
      limitInputPixels: size ? LIMITS.fittedPicturePixels : LIMITS.picturePixels,
      failOn: 'error',
    }).autoOrient();
    const { data, info } = await (size ? fitted(image, upright, size) : image)
      .flatten({ background: '#ffffff' })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return {
      width: info.width,
      height: info.height,
      channels: 3,
      data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    };
  } catch (error) {
    if (error instanceof ImageError) throw error;
    const [trouble] = (error as Error).message.split('\n');
    throw new ImageError(`is broken (${trouble}); must be a complete image`);
  }
}

function checkPixels({ width, height }: PictureSize, pixels: number, size?: PictureSize): void {
  const returned = size ?? { width, height };
  if (returned.width * returned.height > pixels) {
    throw new ImageError(
      `has ${returned.width} × ${returned.height} pixels${size ? ' when it is scaled' : ''}; the images of one request ` +
        `must have together at most ${LIMITS.picturePixels} pixels`,
    );
  }
  if (width * height > LIMITS.fittedPicturePixels) {
    const most = LIMITS.fittedPicturePixels;
    throw new ImageError(`has ${width} × ${height} pixels; must have at most ${most} pixels`);
  }
}

/** Of a wide image the middle is kept. Of a tall one twice as much is cut off below as above: that is where heads are. */
function fitted(image: ReturnType<Sharp>, from: PictureSize, to: PictureSize): ReturnType<Sharp> {
  const scale = Math.max(to.width / from.width, to.height / from.height);
  const cut = (whole: PictureSize, kept: PictureSize) => ({
    ...kept,
    left: Math.floor((whole.width - kept.width) / 2),
    top: Math.floor((whole.height - kept.height) / 3),
  });
  // Scaled down first, as a JPEG image is then decoded smaller; cut first otherwise, as a strip would become huge.
  if (scale < 1) {
    const scaled = {
      width: Math.max(to.width, Math.round(from.width * scale)),
      height: Math.max(to.height, Math.round(from.height * scale)),
    };
    return image.resize({ ...scaled, fit: 'fill' }).extract(cut(scaled, to));
  }
  const kept = {
    width: Math.min(from.width, Math.max(1, Math.round(to.width / scale))),
    height: Math.min(from.height, Math.max(1, Math.round(to.height / scale))),
  };
  return image.extract(cut(from, kept)).resize({ ...to, fit: 'fill' });
}

type Sharp = typeof sharpModule;

let loading: Promise<Sharp> | undefined;

/** Loaded on first use, as most models take no images. One thread: there is already one worker per processor. */
export function loadSharp(): Promise<Sharp> {
  return (loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  }));
}
