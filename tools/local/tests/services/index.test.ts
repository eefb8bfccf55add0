import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SERVICES } from '../../src/services/index.ts';

it('lists every folder, by its name', () => {
  const directory = join(import.meta.dirname, '../../src/services');
  const folders = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(SERVICES.map(({ name }) => name).toSorted()).toEqual(folders.toSorted());
});

it('has one service for each resource type and each function of the provider', () => {
  const services: readonly {
    readonly resources?: readonly { readonly type: string }[];
    readonly components?: readonly { readonly type: string }[];
    readonly invokes?: readonly { readonly token: string }[];
  }[] = SERVICES;
  const names = services.flatMap(({ resources = [], components = [], invokes = [] }) => [
    ...[...resources, ...components].map(({ type }) => type),
    ...invokes.map(({ token }) => token),
  ]);
  expect(names).toEqual([...new Set(names)]);
});
