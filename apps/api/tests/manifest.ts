import { ModelManifest, parse } from '@pilotlight/contracts';

/** The manifest of a test model, whose input is one string. */
export function manifestOf(name: string): ModelManifest {
  return parse(
    ModelManifest,
    {
      name,
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
}
