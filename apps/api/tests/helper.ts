import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeployedModel, ModelManifest } from '@pilotlight/contracts';
import { createWorld, MODEL } from '@pilotlight/lifecycle/testing';
import { onTestFinished } from 'vitest';
import { buildApp } from '../src/app.ts';
import type { Network } from '../src/fetch-url/network.ts';
import type { Model } from '../src/models.ts';
import { manifestOf } from './manifest.ts';

/** A built page with one file and one asset. */
export function pageDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'pilotlight-page-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Page</title>');
  writeFileSync(join(directory, 'assets', 'page-1234.js'), 'export {};');
  return directory;
}

interface TestOptions {
  readonly publicDirectory?: string;
  readonly models?: readonly DeployedModel[];
  readonly ceilingSeconds?: number;
  /** Instead of the default manifests of the models with these names. */
  readonly manifests?: readonly ModelManifest[];
  readonly network?: Network;
}

/** The application with an in-memory cloud; closed when the test ends. */
export async function testApp({
  publicDirectory = pageDirectory(),
  models = [MODEL],
  ceilingSeconds,
  manifests = [],
  network,
}: TestOptions = {}) {
  const world = createWorld();
  world.ceiling.seconds = ceilingSeconds;
  const app = await buildApp({
    ports: world.instance(),
    models: new Map(
      models.map((deployed): [string, Model] => {
        const { name } = deployed;
        const own = manifests.find((manifest) => manifest.name === name);
        return [name, { deployed, manifest: own ?? manifestOf(name) }];
      }),
    ),
    publicDirectory,
    ...(network ? { network } : {}),
  });
  onTestFinished(() => app.close());

  const predict = (
    payload: string | Buffer,
    contentType: string | undefined = 'application/json',
    { name }: Pick<DeployedModel, 'name'> = MODEL,
  ) =>
    app.inject({
      method: 'POST',
      url: `/v1/models/${name}/predictions`,
      headers: contentType === undefined ? {} : { 'content-type': contentType },
      payload,
    });
  const get = (url: string) => app.inject({ method: 'GET', url });
  return { app, world, predict, get };
}

export const INPUT = JSON.stringify({ text: 'hello' });
