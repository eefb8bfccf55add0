import { join } from 'node:path';
import { type ModelManifest, ProblemError, violations } from '@pilotlight/contracts';
import { BUNDLE_FILES } from './bundle.ts';
import type { DefaultModel, ModelHooks } from './hooks.ts';

type DefaultHooks = Required<Omit<ModelHooks<DefaultModel, unknown, unknown>, 'predict'>>;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The hooks of a handler that exports only `predict`. */
export function defaultHooks(manifest: ModelManifest): DefaultHooks {
  return {
    async loadModel(directory, { ort, sessionOptions }) {
      const path = join(directory, BUNDLE_FILES.model);
      return { session: await ort.InferenceSession.create(path, sessionOptions), ort };
    },
    parseInput(body, contentType) {
      return [parseJson(body, contentType, manifest)];
    },
    formatOutput(prediction) {
      return { body: JSON.stringify(prediction), contentType: 'application/json' };
    },
  };
}

/** @throws ProblemError with the code of what is wrong */
function parseJson(body: Uint8Array, contentType: string, manifest: ModelManifest): unknown {
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') {
    throw new ProblemError(
      'content_type_unsupported',
      `${manifest.name} takes application/json, not ${mediaType}`,
    );
  }
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    throw new ProblemError('body_not_utf8', 'JSON must be encoded as UTF-8 (RFC 8259)');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const found = text.trim() === '' ? 'the body is empty' : (error as Error).message;
    throw new ProblemError('body_not_json', `one JSON object is wanted: ${found}`);
  }
  const errors = violations(manifest.input, value);
  if (errors.length > 0) {
    throw new ProblemError(
      'input_invalid',
      `${errors.length} of the input's values ${errors.length === 1 ? 'does' : 'do'} not fit the schema of ${manifest.name}`,
      errors,
    );
  }
  return value;
}
