import { expect, it } from 'vitest';
import { keptLengths } from '../src/kept-lengths.ts';

it.each([
  { first: 4, second: 6, room: 10, kept: { first: 4, second: 6 }, why: 'both fit' },
  { first: 3, second: 20, room: 10, kept: { first: 3, second: 7 }, why: 'only the second is long' },
  { first: 20, second: 3, room: 10, kept: { first: 7, second: 3 }, why: 'only the first is long' },
  { first: 20, second: 30, room: 11, kept: { first: 5, second: 6 }, why: 'the longer gets more' },
  { first: 30, second: 20, room: 11, kept: { first: 6, second: 5 }, why: 'the longer gets more' },
  { first: 20, second: 20, room: 11, kept: { first: 5, second: 6 }, why: 'equal, the second' },
  { first: 0, second: 20, room: 10, kept: { first: 0, second: 10 }, why: 'the first is empty' },
])('keeps $kept of $first and $second in $room: $why', ({ first, second, room, kept }) => {
  expect(keptLengths(first, second, room)).toEqual(kept);
});
