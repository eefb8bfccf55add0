import { LIMITS, type ModelManifest, ProblemError } from '@pilotlight/contracts';
import { decodeImage, IMAGE_TYPES, ImageError, type ImageType } from './decode-image.ts';
import type { Decode, Format } from './format.ts';
import { imageProperties } from './image-properties.ts';

/**
 * The body is an image, for models with exactly one image property and no other required property.
 * `application/x-image`, known from SageMaker's built-in algorithms, is any image type that the model takes.
 */
export const IMAGE_FORMATS: readonly Format[] = [
  ...IMAGE_TYPES.map((type) => ({
    types: type === 'image/jpeg' ? [type, 'image/jpg'] : [type],
    decoder: (manifest: ModelManifest) => decoder([type], manifest),
  })),
  { types: ['application/x-image'], decoder: (manifest) => decoder(IMAGE_TYPES, manifest) },
];

function decoder(wanted: readonly ImageType[], manifest: ModelManifest): Decode | undefined {
  const [image, ...more] = imageProperties(manifest);
  if (!image || more.length > 0) return undefined;
  const [name, types] = image;
  const others = manifest.input.required?.some((required) => required !== name) ?? false;
  const taken = wanted.filter((type) => types.includes(type));
  if (others || taken.length === 0) return undefined;
  return async (body) => {
    try {
      const decoded = await decodeImage(body, taken, LIMITS.picturePixels, manifest.pictureSize);
      return { inputs: [{ [name]: decoded }], framing: 'single' };
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      throw new ProblemError('request_invalid', `the image in the body ${error.message}`);
    }
  };
}
