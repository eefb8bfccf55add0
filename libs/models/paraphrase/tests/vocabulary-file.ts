import type { VocabularyFile } from '../src/vocabulary.ts';

/** A vocabulary that is small enough to be read in a test. */
export const VOCABULARY: VocabularyFile = {
  words: [
    ...['<pad>', '<start>', '<end>', '<ing>', '<ed>', '<s>', '<number>', '<other>'],
    ...['.', ',', 'a', 'the', 'is', 'there', 'man', 'dog', 'plays', 'playing', 'American'],
  ],
  tags: ['<pad>', '<none>', 'DT', 'NN', 'NNP', 'VBG', 'VBZ', '.'],
  template: ['<pad>', ')', '(NN', '(NP', '(S', '(VP', '.', 'NN', 'NP', 'S', 'VP'],
  functionWords: ['.', ',', 'a', 'the', 'is', 'there'],
  glueWords: ['.', ',', 'is', 'there'],
};
