import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorld, MODEL } from '@pilotlight/lifecycle/testing';
import { onTestFinished } from 'vitest';
import { buildApp } from '../src/app.ts';
import { manifest } from './manifest.ts';

/** A built page with one file and one asset. */
export function pageDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'pilotlight-page-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Page</title>');
  writeFileSync(join(directory, 'assets', 'page-1234.js'), 'export {};');
  return directory;
}

/** The application with an in-memory cloud; closed when the test ends. */
export async function testApp(publicDirectory = pageDirectory()) {
  const world = createWorld();
  const ports = world.instance();
  const app = await buildApp({ ports, manifests: new Map([[MODEL, manifest]]), publicDirectory });
  onTestFinished(() => app.close());

  const predict = (
    payload: string | Buffer,
    contentType: string | undefined = 'application/json',
  ) =>
    app.inject({
      method: 'POST',
      url: `/v1/models/${MODEL}/predictions`,
      headers: contentType === undefined ? {} : { 'content-type': contentType },
      payload,
    });
  const get = (url: string) => app.inject({ method: 'GET', url });
  return { app, world, predict, get };
}

export const INPUT = JSON.stringify({ text: 'hello' });
