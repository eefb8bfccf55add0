import { expect, it } from 'vitest';
import { ERRORS, ModelManifest, openApiDocument, OPERATIONS, parse } from '../src/index.ts';
import type { Operation } from '../src/index.ts';

interface Described {
  readonly operationId: string;
  readonly parameters: { name: string; required?: boolean; schema: Record<string, unknown> }[];
  readonly requestBody?: { content: Record<string, { schema: object; examples?: object }> };
  readonly responses: Record<
    string,
    { headers?: Record<string, { required: boolean }>; content: Record<string, { schema: object }> }
  >;
}

interface Document {
  readonly paths: Record<string, Record<string, Described>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

const manifestOf = (name: string, input: object) =>
  parse(
    ModelManifest,
    {
      name,
      version: '1.0.0',
      title: 'A model',
      description: '',
      task: 'other',
      input: { type: 'object', ...input },
      output: { type: 'object', properties: { y: { type: 'number' } } },
      labels: [],
      examples: [{ title: 'One of them', input: { x: 1 } }],
      license: 'MIT',
      trainingData: [],
      quality: [],
    },
    name,
  );

const MANIFESTS = [
  manifestOf('first', { properties: { x: { type: 'number' } } }),
  manifestOf('second-one', {
    $id: 'https://example.org/schema',
    properties: { x: { $ref: '#/$defs/x' }, all: { $ref: '#' } },
    $defs: { x: { type: 'number', enum: [1] } },
  }),
];

const document = openApiDocument('1.2.3', MANIFESTS, ['second-one']) as unknown as Document;

/** The paths of an operation in the document. */
const pathsOf = ({ path, schemasOfModel }: Operation) =>
  schemasOfModel ? ['first', 'second-one'].map((name) => path.replace('{model}', name)) : [path];

it('describes every operation with its parameters and all its responses', () => {
  for (const operation of Object.values<Operation>(OPERATIONS)) {
    const { method, parameters, headers = {}, responses, errors, schemasOfModel } = operation;
    for (const path of pathsOf(operation)) {
      const described = document.paths[path]?.[method.toLowerCase()];
      expect(described?.parameters.map(({ name, required }) => [name, required])).toEqual([
        ...(schemasOfModel ? [] : Object.keys(parameters).map((name) => [name, true])),
        ...Object.keys(headers).map((name) => [name, undefined]),
      ]);
      const statuses = [...Object.keys(responses), ...errors.map((code) => ERRORS[code].status)];
      expect(Object.keys(described?.responses ?? {})).toEqual(
        expect.arrayContaining([...statuses, '500', '429', '503'].map(String)),
      );
    }
  }
  expect(Object.keys(document.paths)).toHaveLength(
    new Set(Object.values<Operation>(OPERATIONS).flatMap(pathsOf)).size,
  );
});

it('describes uploads only for the models that take them', () => {
  const path = OPERATIONS.createUpload.path;
  const [model] = document.paths[path]?.post?.parameters ?? [];
  expect(model).toMatchObject({ name: 'model', schema: { enum: ['second-one'] } });
  const { paths } = openApiDocument('1.2.3', MANIFESTS, []) as unknown as Document;
  expect(paths).not.toHaveProperty([path]);
});

it('has a path for the predictions of each model, with its own schemas and examples', () => {
  const post = document.paths['/v1/models/second-one/predictions']?.post;
  expect(post?.operationId).toBe('createPrediction_second_one');
  expect(post?.requestBody?.content['application/json']).toEqual({
    schema: { $ref: '#/components/schemas/second-one.Input' },
    examples: { example1: { summary: 'One of them', value: { x: 1 } } },
  });
  expect(post?.responses['200']?.content['application/json']?.schema).toMatchObject({
    properties: { model: { const: 'second-one' }, output: { $ref: expect.any(String) as string } },
  });
  const { schema } = document.paths['/v1/models/{model}']?.get?.parameters[0] ?? {};
  expect(schema).toEqual({ enum: ['first', 'second-one'] });
});

it("rewrites references within a model's schema to its place in the components", () => {
  expect(document.components.schemas['second-one.Input']).toEqual({
    type: 'object',
    properties: {
      x: { $ref: '#/components/schemas/second-one.Input/$defs/x' },
      all: { $ref: '#/components/schemas/second-one.Input' },
    },
    $defs: { x: { type: 'number', enum: [1] } },
  });
});

it('describes Location, Retry-After and Preference-Applied for the responses that have them', () => {
  const headers = (path: string, method: string, status: string) =>
    document.paths[path]?.[method]?.responses[status]?.headers;
  expect(headers('/v1/models/first/predictions', 'post', '202')).toMatchObject({
    Location: { required: true },
    'Retry-After': { required: true },
  });
  expect(headers('/v1/models/{model}/wake', 'post', '202')).toHaveProperty('Retry-After');
  expect(headers('/v1/models/{model}/wake', 'post', '503')).toMatchObject({
    'Retry-After': { required: false },
  });
  expect(headers('/v1/predictions/{id}', 'get', '200')).toHaveProperty('Retry-After');
  for (const status of ['200', '202']) {
    expect(headers('/v1/models/first/predictions', 'post', status)).toMatchObject({
      'Preference-Applied': { required: false },
    });
  }
});

it('has a schema for every reference, at any depth', () => {
  const references = [
    ...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([\w.-]+)/g),
  ];
  expect(references.length).toBeGreaterThan(5);
  const names = Object.keys(document.components.schemas);
  for (const [, name] of references) expect(names).toContain(name);
});

it('has every named schema once, in the components, and inlines none of them', () => {
  expect(Object.keys(document.components.schemas).sort()).toEqual([
    'AnswerCost',
    'Cost',
    'GatewayMessage',
    'ModelDetail',
    'ModelList',
    'ModelState',
    'ModelSummary',
    'Prediction',
    'Problem',
    'Upload',
    'UploadRequest',
    'first.Input',
    'first.Output',
    'second-one.Input',
    'second-one.Output',
  ]);
  expect(JSON.stringify(document)).not.toMatch(/"\$id"|"~/);
});

it('has exactly the parameters that the path contains', () => {
  for (const { path, parameters } of Object.values<Operation>(OPERATIONS)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(named).toEqual(Object.keys(parameters));
  }
});
