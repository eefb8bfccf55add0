import type { FormattedOutput } from '../handler/hooks.ts';
import type { Framing } from './format.ts';

const JSON_TYPE = /^application\/(?:json|[\w.+-]+\+json)$/;
const TEXT_TYPE = /^(?:text\/.+|application\/(?:jsonlines|x-ndjson|jsonl))$/;

const utf8 = new TextDecoder();

/**
 * Joins the answers of one request, for a handler with its own `formatOutput`: JSON as `{"predictions": []}`, as a list
 * or one per line, like the request; other text one per line.
 * @throws Error for answers that cannot be joined: a failure of the handler
 */
export function joinAnswers(
  answers: readonly FormattedOutput[],
  framing: Framing,
): FormattedOutput {
  const [first, ...others] = answers;
  if (!first) throw new Error('there is no answer to join');
  const type = essence(first.contentType);
  const json = JSON_TYPE.test(type);
  if (others.length === 0 && (framing === 'single' || !json)) return first;
  const other = others.find(({ contentType }) => essence(contentType) !== type);
  if (other || !(json || TEXT_TYPE.test(type))) {
    const and = other ? ` and ${other.contentType}` : '';
    throw new Error(
      `formatOutput returned ${first.contentType}${and} for ${answers.length} outputs of one request; ` +
        'only text of one content type can be joined',
    );
  }
  const texts = answers.map(({ body }) => (typeof body === 'string' ? body : utf8.decode(body)));
  if (!json) {
    const lines = texts.map((text) => text.replace(/\r?\n$/, ''));
    return { body: lines.join('\n'), contentType: first.contentType };
  }
  if (framing === 'lines' || framing === 'rows') {
    return { body: texts.map(onOneLine).join('\n'), contentType: 'application/jsonlines' };
  }
  const list = `[${texts.join(',')}]`;
  const body = framing === 'list' ? list : `{"predictions":${list}}`;
  return { body, contentType: first.contentType };
}

const essence = (contentType: string) => (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();

const onOneLine = (json: string) => (json.includes('\n') ? JSON.stringify(JSON.parse(json)) : json);
