import { type ModelManifest, ProblemError } from '@pilotlight/contracts';
import Negotiator from 'negotiator';
import type { FormattedOutput } from '../handler/hooks.ts';
import type { Framing, OutputForm } from './format.ts';
import { formatsOf } from './formats.ts';
import { CODEC_LIMITS } from './limits.ts';

/** The preferred types of the answer, by the form of the request, when the client accepts any type. */
const OWN_FORMS: Readonly<Record<Framing, readonly string[]>> = {
  single: ['application/json'],
  instances: ['application/json'],
  list: ['application/json'],
  lines: ['application/jsonlines'],
  rows: ['text/csv', 'application/jsonlines'],
  array: ['application/x-npy', 'application/json'],
};

/**
 * The answer to one request, in the best type that `accept` allows ('' means `*\/*`).
 * @throws ProblemError `accept_unsupported` (says which types are possible)
 * @throws Error for an output that cannot be written: a failure of the model
 */
export function encodeOutputs(
  outputs: readonly unknown[],
  accept: string,
  framing: Framing,
  manifest: ModelManifest,
): FormattedOutput {
  const [form, ...others] = formsFor(accept, framing, manifest);
  try {
    return { body: form.encode(outputs, framing), contentType: form.contentType };
  } catch (error) {
    const [next] = others;
    // Lists of different lengths do not fit a table; the client did not ask for one, so use the next type.
    if (!next || (error as ProblemError).code !== 'accept_unsupported') throw error;
    return { body: next.encode(outputs, framing), contentType: next.contentType };
  }
}

const CHARSET = /;\s*charset\s*=\s*"?(?:utf-?8|(?:us-)?ascii)"?/gi;

/** The best type first; more than one only if the client accepts any. */
function formsFor(
  accept: string,
  framing: Framing,
  manifest: ModelManifest,
): readonly [OutputForm, ...OutputForm[]] {
  const { outputForms, given } = formatsOf(manifest);
  const asked = accept === '' || accept === '*/*' ? undefined : accept;
  const exact = asked && outputForms.get(asked);
  if (exact) return [exact];
  const own = OWN_FORMS[framing].filter((type) => outputForms.has(type));
  const best = asked ? [preferred(asked, [...own, ...outputForms.keys()])] : own;
  const [form, ...others] = best.flatMap((type) => (type && outputForms.get(type)) || []);
  if (form) return [form, ...others];
  throw new ProblemError(
    'accept_unsupported',
    `${manifest.name} can answer in ${given.join(', ')}, not in ${accept.slice(0, 100)}`,
  );
}

/** The type that `accept` prefers; among equals the first. */
function preferred(accept: string, types: readonly string[]): string | undefined {
  if (accept.length > CODEC_LIMITS.acceptCharacters) return undefined;
  return new Negotiator({ headers: { accept: accept.replace(CHARSET, '') } }).mediaType(types);
}
