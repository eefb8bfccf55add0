import { LIMITS, type ModelManifest, type PictureSize, ProblemError } from '@pilotlight/contracts';
import { decodeImage, IMAGE_TYPES, ImageError, type ImageType } from './decode-image.ts';
import type { Decode, Decoded } from './format.ts';
import { recordPointer } from './records.ts';
import type { Property } from './schema-kinds.ts';

/** The image types that a property takes, in base64: none when it is not an image, all for `image/*`. */
export function imageTypes(property: Property): readonly ImageType[] {
  const { contentEncoding, contentMediaType } = property;
  if (contentEncoding !== 'base64') return [];
  return IMAGE_TYPES.filter((type) => contentMediaType === type || contentMediaType === 'image/*');
}

/** The names of the schema's image properties, with the types that each takes. */
export function imageProperties({
  input,
}: ModelManifest): ReadonlyMap<string, readonly ImageType[]> {
  const types = Object.entries(input.properties).map(([name, property]) => {
    return [name, imageTypes(property)] as const;
  });
  return new Map(types.filter(([, taken]) => taken.length > 0));
}

/** `decode`, followed by decoding the images in its inputs; `decode` itself for a model that takes no images. */
export function withImages(decode: Decode, manifest: ModelManifest): Decode {
  const images = imageProperties(manifest);
  if (images.size === 0) return decode;
  return async (body, parameters) => {
    const { inputs, framing }: Decoded = await decode(body, parameters);
    const decoded: unknown[] = [];
    let pixels: number = LIMITS.picturePixels;
    for (const [index, input] of inputs.entries()) {
      const record = { ...(input as Record<string, unknown>) };
      for (const [name, types] of images) {
        const text = record[name];
        if (typeof text !== 'string') continue;
        const place = `${recordPointer(framing, index)}/${escaped(name)}`;
        const image = await fromBase64(text, types, pixels, place, manifest.pictureSize);
        pixels -= image.width * image.height;
        record[name] = image;
      }
      decoded.push(record);
    }
    return { inputs: decoded, framing };
  };
}

/** A name as a token of a JSON Pointer (RFC 6901). */
const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

async function fromBase64(
  text: string,
  types: readonly ImageType[],
  pixels: number,
  pointer: string,
  size: PictureSize | undefined,
) {
  try {
    if (text.length % 4 !== 0 || !BASE64.test(text)) {
      throw new ImageError('is not base64 (RFC 4648, padded, on one line, without a prefix)');
    }
    return await decodeImage(Buffer.from(text, 'base64'), types, pixels, size);
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    const detail = `${error.message}; must be ${types.join(' or ')} in base64`;
    throw new ProblemError('input_invalid', 'an image of the input cannot be decoded', [
      { pointer, detail },
    ]);
  }
}
