import type { DecodedImage } from '@pilotlight/model-runtime';

/** Weights are integers with this many binary digits after the point, as in Pillow: all sums fit 32 bits. */
const FRACTION_BITS = 22;
const HALF = 1 << (FRACTION_BITS - 1);

/** Which pixels of a line make up one pixel of the shorter or longer line, and how much each counts. */
interface Mix {
  readonly start: number;
  readonly weights: Int32Array;
}

/**
 * The picture as a square of `side` pixels, byte for byte as Pillow's `resize` with `BILINEAR` makes it: the network
 * was trained on such pictures. Unlike plain bilinear interpolation, each pixel is an average of all that it covers.
 * @returns rows from the top, three bytes per pixel
 */
export function resized({ width, height, data }: DecodedImage, side: number): Uint8Array {
  const wide = mixed(data, { lines: height, step: 3, line: width * 3 }, mixes(width, side), {
    step: 3,
    line: side * 3,
  });
  return mixed(wide, { lines: side, step: side * 3, line: 3 }, mixes(height, side), {
    step: side * 3,
    line: 3,
  });
}

/** How bytes lie in memory: from one pixel of a line to the next, and from one line to the next. */
interface Layout {
  readonly step: number;
  readonly line: number;
}

function mixed(
  from: Uint8Array,
  given: Layout & { readonly lines: number },
  mixesOfLine: readonly Mix[],
  made: Layout,
): Uint8Array {
  const result = new Uint8Array(given.lines * mixesOfLine.length * 3);
  for (let line = 0; line < given.lines; line += 1) {
    mixesOfLine.forEach(({ start, weights }, place) => {
      for (let channel = 0; channel < 3; channel += 1) {
        let sum = HALF;
        let at = line * given.line + start * given.step + channel;
        for (const weight of weights) {
          sum += weight * (from[at] ?? 0);
          at += given.step;
        }
        result[line * made.line + place * made.step + channel] = clipped(sum >> FRACTION_BITS);
      }
    });
  }
  return result;
}

const clipped = (value: number): number => Math.min(255, Math.max(0, value));

/** A triangle around each pixel's centre, at least two pixels wide. */
function mixes(from: number, to: number): Mix[] {
  const scale = from / to;
  const reach = Math.max(scale, 1);
  return Array.from({ length: to }, (_, place) => {
    const centre = (place + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(from, Math.trunc(centre + reach + 0.5));
    const shares = Array.from({ length: end - start }, (_pixel, offset) =>
      Math.max(0, 1 - Math.abs((offset + start - centre + 0.5) * (1 / reach))),
    );
    const sum = shares.reduce((total, share) => total + share, 0);
    const whole = 1 << FRACTION_BITS;
    return {
      start,
      weights: Int32Array.from(shares, (share) => Math.trunc(0.5 + (share / sum) * whole)),
    };
  });
}
