import type { Failure } from '../api/failure.ts';
import type { Mistakes } from './draft.ts';
import type { Field } from './fields.ts';

/** The service says what is wrong of a field as the rest of a sentence: "is empty; …". */
const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const unescape = (token: string) => token.replaceAll('~1', '/').replaceAll('~0', '~');

/** A refused input's errors: beside the field their JSON Pointer leads to, the others in `rest`. */
export function mistakesOf(
  failure: Failure,
  fields: readonly Field[],
): { mistakes: Mistakes; rest: string[] } {
  const mistakes: Mistakes = {};
  const rest: string[] = [];
  for (const { pointer, detail } of failure.problem?.errors ?? []) {
    const [, first = '', ...deeper] = pointer.split('/').map(unescape);
    if (fields.some(({ name }) => name === first)) {
      const words = deeper.length > 0 ? `${deeper.join(' › ')} ${detail}` : sentence(detail);
      mistakes[first] = mistakes[first] ? `${mistakes[first]}; ${words}` : words;
    } else {
      rest.push(pointer === '' ? sentence(detail) : `${pointer} ${detail}`);
    }
  }
  return { mistakes, rest };
}
