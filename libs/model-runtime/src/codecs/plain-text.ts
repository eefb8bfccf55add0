import type { ModelManifest } from '@pilotlight/contracts';
import type { Decode, Format } from './format.ts';
import { checkRecords } from './records.ts';
import { scalarKinds } from './schema-kinds.ts';
import { textOf } from './text.ts';

/** The body is one text, unchanged, for models with exactly one required property, which is a string. */
export const PLAIN_TEXT_FORMAT: Format = { types: ['text/plain'], decoder };

function decoder(manifest: ModelManifest): Decode | undefined {
  const [name, ...more] = manifest.input.required ?? [];
  if (name === undefined || more.length > 0) return undefined;
  const property = manifest.input.properties[name] ?? {};
  // A string with an encoding is a file, which has a media type of its own.
  const encoded = 'contentEncoding' in property;
  if (encoded || scalarKinds(property)?.join() !== 'string') return undefined;
  return (body, parameters) => {
    const inputs = [{ [name]: textOf(body, parameters) }];
    checkRecords(inputs, 'single', manifest);
    return { inputs, framing: 'single' };
  };
}
