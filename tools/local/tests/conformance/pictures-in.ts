import { createHash } from 'node:crypto';
import { LIMITS, type AnswerFiles } from '@pilotlight/contracts';
import { decodeImage } from '@pilotlight/model-runtime';
import { readNpyHeader } from '@pilotlight/model-runtime/npy-header';

const sha256 = (pixels: Uint8Array) => createHash('sha256').update(pixels).digest('hex');

/** A hash of the pixels of each picture in an array of unsigned bytes, height × width × 3, in NumPy's format. */
export function picturesIn(npy: Uint8Array, { axis, pictures }: AnswerFiles): string[] {
  const { shape, dataOffset } = readNpyHeader(npy);
  const [height = 0, width = 0] = shape;
  const data = npy.subarray(dataOffset);
  const count = pictures.length;
  // A picture is a part of each of these runs of bytes: of each row, or of the whole array.
  const runBytes = axis === 1 ? width * 3 : data.length;
  const part = runBytes / count;
  const runs = axis === 1 ? height : 1;
  return pictures.map((_, index) =>
    sha256(
      Buffer.concat(
        Array.from({ length: runs }, (__, run) => {
          const from = run * runBytes + index * part;
          return data.subarray(from, from + part);
        }),
      ),
    ),
  );
}

/** A hash of the pixels of a PNG file. */
export async function pictureOf(png: Uint8Array): Promise<string> {
  return sha256((await decodeImage(png, ['image/png'], LIMITS.picturePixels)).data);
}
