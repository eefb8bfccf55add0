import type { ModelManifest } from '@pilotlight/contracts';
import { csvDecoder } from './csv-input.ts';
import { csvOutputForms } from './csv-output.ts';
import type { Decode, Format, OutputForm } from './format.ts';
import { IMAGE_FORMATS } from './image.ts';
import { JSON_FORMAT } from './json.ts';
import { JSON_LINES_FORMAT } from './json-lines.ts';
import { npyDecoder } from './npy-input.ts';
import { npyOutputForms } from './npy-output.ts';
import { NPY_MEDIA_TYPES } from './npy-types.ts';
import { PLAIN_TEXT_FORMAT } from './plain-text.ts';

const FORMATS: readonly Format[] = [
  JSON_FORMAT,
  JSON_LINES_FORMAT,
  // RFC 4180, for models whose inputs (or outputs) fit into the cells of a row.
  { types: ['text/csv'], decoder: csvDecoder, outputForms: csvOutputForms },
  // One NumPy array (`numpy.save`), for models whose inputs (or outputs) are numbers.
  { types: NPY_MEDIA_TYPES, decoder: npyDecoder, outputForms: npyOutputForms },
  PLAIN_TEXT_FORMAT,
  ...IMAGE_FORMATS,
];

/** The formats of one model. */
interface Formats {
  /** By media type, including aliases. */
  readonly decoders: ReadonlyMap<string, Decode>;
  /** By the media type in `Accept`, in order of preference. */
  readonly outputForms: ReadonlyMap<string, OutputForm>;
  readonly taken: readonly string[];
  readonly given: readonly string[];
}

const known = new WeakMap<ModelManifest, Formats>();

/** Cached by the manifest's identity: pass the same object each time. */
export function formatsOf(manifest: ModelManifest): Formats {
  let formats = known.get(manifest);
  if (!formats) known.set(manifest, (formats = workOut(manifest)));
  return formats;
}

function workOut(manifest: ModelManifest): Formats {
  const decoders = new Map<string, Decode>();
  const outputForms = new Map<string, OutputForm>();
  const taken: string[] = [];
  const given: string[] = [];
  for (const { types, decoder, outputForms: forms } of FORMATS) {
    const decode = decoder?.(manifest);
    if (decode) {
      taken.push(...types.slice(0, 1));
      for (const type of types) decoders.set(type, decode);
    }
    const offered = forms?.(manifest) ?? [];
    given.push(...offered.slice(0, 1).map(({ accept }) => accept));
    for (const form of offered) outputForms.set(form.accept, form);
  }
  return { decoders, outputForms, taken, given };
}

/** The media types of bodies that a model takes, without aliases, which are also accepted. */
export function takenTypes(manifest: ModelManifest): string[] {
  return [...formatsOf(manifest).taken];
}

/** The media types of a model's answers, without aliases, which can also be requested. */
export function givenTypes(manifest: ModelManifest): string[] {
  return [...formatsOf(manifest).given];
}
