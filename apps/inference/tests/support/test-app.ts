import type { ModelRuntime } from '@pilotlight/model-runtime';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { type Config, readConfig } from '../../src/config.ts';
import type { ModelHost } from '../../src/multi-model/model-host.ts';
import { SingleModel } from '../../src/single-model.ts';
import { type FakeRuntime, fakeRuntime } from './fake-runtime.ts';
import { type LogLines, logLines } from './log-lines.ts';

export interface TestApp {
  readonly app: FastifyInstance;
  readonly log: LogLines;
}

/** The app over `serving`, closed after the test. */
export function appOver(
  serving: SingleModel | ModelHost,
  environment: NodeJS.ProcessEnv = {},
  level?: string,
): TestApp {
  const config: Config = readConfig({ EMBEDDED_METRICS: 'false', ...environment });
  const log = logLines(level);
  const app = buildApp(serving, { config, log });
  onTestFinished(() => app.close());
  return { app, log };
}

/** The app over a fake runtime with `changes`. */
export function appOf(
  changes: Partial<ModelRuntime> = {},
  environment: NodeJS.ProcessEnv = {},
): TestApp & { runtime: FakeRuntime } {
  const runtime = fakeRuntime(changes);
  const model = new SingleModel({ name: 'double', version: '1.0.0' }, runtime);
  return { runtime, ...appOver(model, environment) };
}
