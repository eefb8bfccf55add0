import type { InputByUrl } from '@pilotlight/contracts';
import { inputOf, type Draft, type Mistakes } from './draft.ts';
import type { Field } from './fields.ts';
import type { Input } from '../api/client.ts';

/** The field for the URL of a picture, which may take the place of the whole input. */
export function urlFieldOf({ field, mediaTypes }: InputByUrl): Field {
  const types = mediaTypes.map((type) => type.replace('image/', '').toUpperCase());
  return {
    name: field,
    kind: 'url',
    title: 'Or the URL of a picture',
    description: `A ${types.join(' or ')} on the public internet. The service fetches it.`,
    required: false,
    whole: false,
    minLength: undefined,
    maxLength: undefined,
    minimum: undefined,
    maximum: undefined,
    step: undefined,
    options: [],
    initial: undefined,
    mediaType: undefined,
    nullable: false,
  };
}

/** The draft after `name` was changed. A picture and a URL exclude each other: the later one counts. */
export function withChange(
  draft: Draft,
  name: string,
  value: string | boolean,
  byUrl: InputByUrl | undefined,
): Draft {
  const changed = { ...draft, [name]: value };
  if (!byUrl || value === '') return changed;
  if (name === byUrl.field) return { ...changed, [byUrl.property]: '' };
  return name === byUrl.property ? { ...changed, [byUrl.field]: '' } : changed;
}

/** As `inputOf`, for a model that may take a URL: with one, the URL is the whole input. */
export function inputOrUrl(
  fields: readonly Field[],
  draft: Draft,
  byUrl: InputByUrl | undefined,
): { input: Input; mistakes: Mistakes } {
  if (!byUrl) return inputOf(fields, draft);
  const url = String(draft[byUrl.field] ?? '').trim();
  if (url !== '') return { input: { [byUrl.field]: url }, mistakes: {} };
  const found = inputOf(fields, draft);
  const missing = draft[byUrl.property] === '' && found.mistakes[byUrl.property] !== undefined;
  if (missing) found.mistakes[byUrl.property] = 'Choose a file, or give its URL.';
  return found;
}
