import { ModelManifest, parse } from '@pilotlight/contracts';
import { MODEL } from '@pilotlight/lifecycle/testing';

/** A test model whose input is one string. */
export const manifest = parse(
  ModelManifest,
  {
    name: MODEL,
    version: '1.2.3',
    title: 'A model',
    description: 'for tests',
    task: 'echo',
    input: {
      type: 'object',
      properties: { text: { type: 'string', minLength: 1, maxLength: 20 } },
      required: ['text'],
      additionalProperties: false,
    },
    output: { type: 'object', properties: {} },
    labels: [],
    examples: [{ title: 'one', input: { text: 'x' } }],
    license: 'Apache-2.0',
    trainingData: [],
    quality: [],
  },
  'manifest',
);
