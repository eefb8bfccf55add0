import { expect, it } from 'vitest';
import { wordsOf } from '../src/words.ts';

it.each([
  ['A man, isn’t he?', ['A', 'man', ',', 'is', "n't", 'he', '?']],
  ["The dog's red t-shirt cannot fit.", "The dog 's red t-shirt can not fit .".split(' ')],
  ['“Hi!” costs $5.50', ['"', 'Hi', '!', '"', 'costs', '$', '5.50']],
  ['2 dogs at 10:30', ['2', 'dogs', 'at', '10:30']],
  ['I 👩‍👩‍👧❤️ café.', ['I', '👩‍👩‍👧❤️', 'café', '.']],
  ['日本語です', ['日本語です']],
  [' \n ', []],
])('divides %j', (sentence, words) => {
  expect(wordsOf(sentence)).toEqual(words);
});
