import { expect, it } from 'vitest';
import { errorsPicture } from '../../scripts/errors-picture.ts';

const judged = [
  { horse: true, probability: 0.97 },
  { horse: true, probability: 1 },
  { horse: true, probability: 0.31 },
  { horse: false, probability: 0.02 },
].map((one) => ({ ...one, validated: one.probability >= 0.5 }));

it('shows the numbers of each kind, and the errors in another colour', () => {
  const drawn = errorsPicture(judged);
  expect(drawn).toContain('3 photographs of horses, 1 judged wrongly');
  expect(drawn).toContain('1 other photographs, 0 judged wrongly');
  const colours = [...drawn.matchAll(/<rect [^>]*fill="(#\w+)"/g)].map(([, colour]) => colour);
  // By probability: the horse that was missed, the two that were found, then the other picture.
  const [missed, ...right] = colours;
  expect(missed).toBe('#d9482b');
  expect(right).toEqual(['#3b82c4', '#3b82c4']);
});
