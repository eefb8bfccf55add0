import { Type, type Static } from 'typebox';

/** A body within a payload of Lambda, which is JSON. */
const Base64 = Type.String({ contentEncoding: 'base64' });

/** What a model's function is invoked with: one request to the model. */
export const FunctionRequest = Type.Object({
  base64: Base64,
  contentType: Type.String(),
  /** The media types that the caller takes, as in the HTTP header `Accept`. */
  accept: Type.String(),
});

/**
 * What a model's function returns: the answer (200) or a problem document, with the same status and body as the
 * container would give.
 */
export const FunctionAnswer = Type.Object({
  status: Type.Integer({ minimum: 200, maximum: 599 }),
  base64: Base64,
  contentType: Type.String(),
});

export type FunctionRequest = Static<typeof FunctionRequest>;
export type FunctionAnswer = Static<typeof FunctionAnswer>;
