import { expect, it } from 'vitest';
import { writtenSentence } from '../src/written-sentence.ts';

it.each([
  [['there', 'is', 'a', 'dog', ',', 'too', '.'], 'There is a dog, too.'],
  [['the', 'dog', "'s", 'owner', 'is', "n't", 'here', '!'], "The dog's owner isn't here!"],
  [['"', 'hi', '"', ',', 'he', 'says'], '"Hi", he says'],
  [['(', 'a', 'man', ')'], '(A man)'],
  [['people', "n't", 'here'], 'People not here'],
  [['2', 'dogs'], '2 dogs'],
  [[], ''],
])('%j', (words, sentence) => {
  expect(writtenSentence(words)).toBe(sentence);
});
