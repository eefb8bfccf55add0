import { expect, it } from 'vitest';
import { openApiDocument, OPERATIONS, type Operation } from '../src/index.ts';

interface Document {
  readonly paths: Record<
    string,
    Record<
      string,
      { responses: Record<string, unknown>; parameters: { name: string; required?: boolean }[] }
    >
  >;
  readonly components: { readonly schemas: Record<string, unknown> };
}

const document = openApiDocument('1.2.3') as unknown as Document;

it('describes every operation, its parameters and its answers', () => {
  for (const operation of Object.values<Operation>(OPERATIONS)) {
    const { method, path, parameters, headers = {}, responses } = operation;
    const described = document.paths[path]?.[method.toLowerCase()];
    expect(described?.parameters.map(({ name, required }) => [name, required])).toEqual([
      ...Object.keys(parameters).map((name) => [name, true]),
      ...Object.keys(headers).map((name) => [name, undefined]),
    ]);
    expect(Object.keys(described?.responses ?? {})).toEqual(
      expect.arrayContaining([...Object.keys(responses), '500']),
    );
  }
});

it('has a schema for every reference, at whatever depth', () => {
  const references = [
    ...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g),
  ];
  expect(references.length).toBeGreaterThan(5);
  for (const [, name = ''] of references) expect(document.components.schemas).toHaveProperty(name);
});

it('names every schema once and inlines none that has a name', () => {
  expect(Object.keys(document.components.schemas).sort()).toEqual([
    'Answer',
    'Cost',
    'Input',
    'ModelDetail',
    'ModelList',
    'ModelState',
    'ModelSummary',
    'Prediction',
    'Problem',
  ]);
  expect(JSON.stringify(document)).not.toContain('"$id"');
});

it('has every parameter of a path in the path', () => {
  for (const { path, parameters } of Object.values<Operation>(OPERATIONS)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(named).toEqual(Object.keys(parameters));
  }
});
