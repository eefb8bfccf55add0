import { Type } from 'typebox';

/** Visible ASCII in quotes: a String of Structured Fields (RFC 9651), without spaces. */
const QUOTED = String.raw`"(?:[!#-\[\]-~]|\\["\\]){1,255}"`;

/** The same without quotes, as many clients send it: no `"` or `\`, and no `,` or `;` (a list, parameters). */
const BARE = String.raw`[!#-+\-.-:<-\[\]-~]{1,255}`;

export const IdempotencyKey = Type.String({
  pattern: `^(?:${BARE}|${QUOTED})$`,
  description:
    'For a day, the same key with the same input is the same prediction: send it again when an answer was lost. ' +
    '1 to 255 visible ASCII characters, as a quoted string or without the quotes.',
  examples: ['"8e03978e-40d5-43e8-bc93-6894a57f9324"'],
});
