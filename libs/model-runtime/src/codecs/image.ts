import { type ModelManifest, ProblemError } from '@pilotlight/contracts';
import { decodeImage, IMAGE_TYPES, ImageError, type ImageType } from './decode-image.ts';
import type { Decode, Format } from './format.ts';
import { imageProperties } from './image-properties.ts';
import { CODEC_LIMITS } from './limits.ts';

/** The body is the model's one image, for models that have one and need nothing besides. */
export const IMAGE_FORMATS: readonly Format[] = IMAGE_TYPES.map((type) => ({
  types: [type],
  decoder: (manifest) => decoder(type, manifest),
}));

function decoder(type: ImageType, manifest: ModelManifest): Decode | undefined {
  const [image, ...more] = imageProperties(manifest);
  if (!image || more.length > 0) return undefined;
  const [name, types] = image;
  const others = manifest.input.required?.some((required) => required !== name) ?? false;
  if (others || !types.includes(type)) return undefined;
  return async (body) => {
    try {
      const decoded = await decodeImage(body, [type], CODEC_LIMITS.imagePixels);
      return { inputs: [{ [name]: decoded }], framing: 'single' };
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      throw new ProblemError('request_invalid', `the image in the body ${error.message}`);
    }
  };
}
