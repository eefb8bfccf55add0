import type { Failure } from '../api/failure.ts';
import type { Mistakes } from './draft.ts';
import type { Field } from './fields.ts';

/** The service's detail is a sentence without its subject, such as "must be a string". */
const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const unescape = (token: string) => token.replaceAll('~1', '/').replaceAll('~0', '~');

/** The errors of a refused input: by the field that the JSON Pointer names, the others in `rest`. */
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
