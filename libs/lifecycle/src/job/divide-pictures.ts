import type { AnswerFiles } from '@pilotlight/contracts';
import { readNpyHeader } from '@pilotlight/model-runtime/npy-header';
import type { RgbPicture } from './png.ts';

/** NumPy's code of unsigned bytes. */
const UNSIGNED_BYTES = /'descr':\s*'\|u1'/;

const CHANNELS = 3;

/**
 * The pictures in an array of unsigned bytes, height × width × 3, in NumPy's format.
 * @returns gives the picture with this index
 * @throws Error that says what the array is and what it must be
 */
export function dividePictures(
  npy: Uint8Array,
  { axis, pictures: { length: count } }: Pick<AnswerFiles, 'axis' | 'pictures'>,
): (index: number) => RgbPicture {
  const { shape, fortranOrder, dataOffset } = readNpyHeader(npy);
  const header = Buffer.from(npy.buffer, npy.byteOffset, dataOffset).toString('latin1');
  const [rows = 0, columns = 0, channels] = shape;
  const part = (axis === 0 ? rows : columns) / count;
  const pixels = UNSIGNED_BYTES.test(header) && !fortranOrder && shape.length === 3;
  if (!pixels || channels !== CHANNELS || !Number.isInteger(part)) {
    throw new Error(
      `the array is ${header.slice(header.indexOf('{')).trim()}; it must be |u1 in C order, ` +
        `height × width × ${CHANNELS}, with a ${axis === 0 ? 'height' : 'width'} that ${count} divides`,
    );
  }
  const data = npy.subarray(dataOffset);
  const rowBytes = columns * CHANNELS;
  if (axis === 0) {
    const bytes = part * rowBytes;
    return (index) => ({
      width: columns,
      height: part,
      data: data.subarray(index * bytes, (index + 1) * bytes),
    });
  }
  return (index) => ({ width: part, height: rows, data: partOfRows(data, rowBytes, part, index) });
}

/** The picture with this index of those that lie side by side. */
function partOfRows(data: Uint8Array, rowBytes: number, width: number, index: number): Uint8Array {
  const own = width * CHANNELS;
  const height = data.length / rowBytes;
  const picture = new Uint8Array(height * own);
  for (let row = 0; row < height; row++) {
    const from = row * rowBytes + index * own;
    picture.set(data.subarray(from, from + own), row * own);
  }
  return picture;
}
