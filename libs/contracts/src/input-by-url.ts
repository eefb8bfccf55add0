import { Type, type Static } from 'typebox';
import { LIMITS } from './limits.ts';
import type { JsonSchemaObject } from './manifest.ts';

/** The media types of pictures that the API fetches. */
export const PictureType = Type.Enum(['image/jpeg', 'image/png']);

/**
 * A picture may be given by its URL: `{"url": "https://…"}` instead of the input. The API fetches it and passes its
 * bytes to the model, with the media type that they have.
 */
export const InputByUrl = Type.Object(
  {
    /** The input property that the picture takes the place of; no other may be required. */
    property: Type.String({ minLength: 1 }),
    /** The only member of a body with a URL. */
    field: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]*$' }),
    /** What the URL may lead to. The model must take each of them as a body. */
    mediaTypes: Type.Array(PictureType, { minItems: 1, uniqueItems: true }),
  },
  { additionalProperties: false },
);

export type PictureType = Static<typeof PictureType>;
export type InputByUrl = Static<typeof InputByUrl>;

/** Kept, because a compiled schema is found by its object. */
const bodies = new WeakMap<InputByUrl, JsonSchemaObject>();

/** The schema of a body that gives a picture by its URL. */
export function urlBodyOf(byUrl: InputByUrl): JsonSchemaObject {
  const known = bodies.get(byUrl);
  if (known) return known;
  const url = {
    type: 'string',
    title: 'URL of the picture',
    description: `It must lead to ${byUrl.mediaTypes.join(' or ')}, by https or http, at a public address.`,
    minLength: 1,
    maxLength: LIMITS.urlCharacters,
  };
  const schema: JsonSchemaObject = {
    type: 'object',
    properties: { [byUrl.field]: url },
    required: [byUrl.field],
    additionalProperties: false,
  };
  bodies.set(byUrl, schema);
  return schema;
}
