import { describe, expect, it } from 'vitest';
import { dividePictures } from '../../src/job/divide-pictures.ts';
import { ANSWER_FILES, npy } from './jobs.ts';

const { pictures } = ANSWER_FILES;

/** Two rows of four pixels, each with its number in all channels. */
const DATA = Uint8Array.from({ length: 24 }, (_, index) => Math.floor(index / 3));

const pixels = ({ data }: { data: Uint8Array }) => [...data].filter((_, index) => index % 3 === 0);

describe('the pictures in an array', () => {
  it('lie side by side along axis 1', () => {
    const at = dividePictures(npy([2, 4, 3], DATA), { axis: 1, pictures });
    expect([at(0), at(1)]).toMatchObject([
      { width: 2, height: 2 },
      { width: 2, height: 2 },
    ]);
    expect([pixels(at(0)), pixels(at(1))]).toEqual([
      [0, 1, 4, 5],
      [2, 3, 6, 7],
    ]);
  });

  it('lie below each other along axis 0', () => {
    const at = dividePictures(npy([2, 4, 3], DATA), { axis: 0, pictures });
    expect([at(0), at(1)]).toMatchObject([
      { width: 4, height: 1 },
      { width: 4, height: 1 },
    ]);
    expect([pixels(at(0)), pixels(at(1))]).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
  });

  it.each([
    ['is not divisible', npy([2, 3, 3], DATA.subarray(0, 18)), 'a width that 2 divides'],
    ['has four channels', npy([2, 3, 4], DATA), 'height × width × 3'],
    ['has two axes', npy([2, 12], DATA), 'height × width × 3'],
    ['has signed bytes', npy([2, 4, 3], DATA, '|i1'), 'must be |u1'],
    ['is in Fortran order', npy([2, 4, 3], DATA, '|u1', 'True'), 'C order'],
    ['is shorter than its shape', npy([2, 4, 3], DATA.subarray(1)), 'the 23 bytes'],
    ['is no NumPy array', Buffer.from('{}'), 'NUMPY'],
  ])('are none when it %s', (_, body, words) => {
    expect(() => dividePictures(body, { axis: 1, pictures })).toThrow(words);
  });
});
