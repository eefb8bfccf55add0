import { type ModelManifest, ProblemError } from '@pilotlight/contracts';
import Negotiator from 'negotiator';
import type { FormattedOutput } from '../hooks.ts';
import type { Framing, OutputForm } from './format.ts';
import { formatsOf } from './formats.ts';
import { CODEC_LIMITS } from './limits.ts';

/** The form of the request itself, where the answer can have it: what is given when anything will do. */
const OWN_FORMS: Readonly<Record<Framing, readonly string[]>> = {
  single: ['application/json'],
  instances: ['application/json'],
  list: ['application/json'],
  lines: ['application/jsonlines'],
  rows: ['text/csv', 'application/jsonlines'],
  array: ['application/x-npy', 'application/json'],
};

/**
 * The answer to one request, in the best form that `accept` allows ('' is as good as `*\/*`).
 * @throws ProblemError `accept_unsupported` (says which types can be given)
 * @throws Error for an output that cannot be written: the model's failure
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
    // Lists of another length each fit no table, and nobody has asked for one.
    if (!next || (error as ProblemError).code !== 'accept_unsupported') throw error;
    return { body: next.encode(outputs, framing), contentType: next.contentType };
  }
}

const CHARSET = /;\s*charset\s*=\s*"?(?:utf-?8|(?:us-)?ascii)"?/gi;

/** The best form; more than one where the choice is ours. */
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

/** Among types that are accepted alike the first. */
function preferred(accept: string, types: readonly string[]): string | undefined {
  if (accept.length > CODEC_LIMITS.acceptCharacters) return undefined;
  return new Negotiator({ headers: { accept: accept.replace(CHARSET, '') } }).mediaType(types);
}
