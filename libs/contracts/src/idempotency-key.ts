import { Type } from 'typebox';

/** Visible ASCII, in quotes: a String of Structured Fields (RFC 9651), without spaces. */
const QUOTED = String.raw`"(?:[!#-\[\]-~]|\\["\\]){1,255}"`;

/** The same without the quotes, as many clients send it: nothing that a list of keys, or parameters, would have. */
const BARE = String.raw`[!#-+\-.-:<-\[\]-~]{1,255}`;

export const IdempotencyKey = Type.String({
  pattern: `^(?:${BARE}|${QUOTED})$`,
  description:
    'The same key with the same input is one prediction for a day: send it again when an answer was lost. ' +
    '1 to 255 visible ASCII characters, as a quoted string or without the quotes.',
  examples: ['"8e03978e-40d5-43e8-bc93-6894a57f9324"'],
});
