import type { RefreshOptions } from '@pulumi/pulumi/automation/index.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Repositories } from '../../src/services/ecr/repositories.ts';
import { openEngine, type Engine } from './engine-driver.ts';

const STEP = { timeout: 240_000 };
const HOUR_MS = 60 * 60 * 1000;

/** An ECR token is valid for 12 hours, and the engine keeps the one of the last `up` in its state. */
describe('a refresh thirteen hours after the last up', () => {
  let opened: Engine;
  let hours = 0;

  function later<T>(work: () => T): T {
    const at = Date.now() + hours * HOUR_MS;
    const clock = vi.spyOn(Date, 'now').mockReturnValue(at);
    try {
      return work();
    } finally {
      clock.mockRestore();
    }
  }

  beforeAll(async () => {
    // Only ECR's clock: the functions sign their calls by the real one.
    const { issueToken, checkToken } = Repositories.prototype;
    vi.spyOn(Repositories.prototype, 'issueToken').mockImplementation(function (
      this: Repositories,
    ) {
      return later(() => issueToken.call(this));
    });
    vi.spyOn(Repositories.prototype, 'checkToken').mockImplementation(function (
      this: Repositories,
      password,
    ) {
      later(() => checkToken.call(this, password));
    });
    opened = await openEngine();
    await opened.stack.up();
  }, STEP.timeout);
  afterAll(async () => {
    vi.restoreAllMocks();
    await opened.close();
  }, STEP.timeout);

  const refresh = async (options: RefreshOptions) => {
    const { summary } = await opened.stack.refresh(options);
    return summary.resourceChanges;
  };

  it.each([
    ['plain', {}],
    ['with --run-program', { runProgram: true }],
  ])('drops the image, %s, and the next up builds it again', STEP, async (_how, options) => {
    hours += 13;
    expect(await refresh(options)).toMatchObject({ delete: 1 });
    const { summary, stdout } = await opened.stack.up();
    expect(summary.resourceChanges).toMatchObject({ create: 1 });
    expect(stdout).toMatch(/docker-build:index:Image pilotlight-local created/);
  });

  it(
    'keeps the image after an up that stored a fresh token, though nothing changed',
    STEP,
    async () => {
      hours += 13;
      const { summary } = await opened.stack.up();
      expect(Object.keys(summary.resourceChanges ?? {})).toEqual(['same']);
      expect(await refresh({ runProgram: true })).not.toHaveProperty('delete');
    },
  );

  it(
    'does not stop a later destroy from deleting the image with its repository',
    STEP,
    async () => {
      hours += 13;
      await opened.stack.destroy();
      expect(opened.local.provisioner.existing).toEqual([]);
    },
  );
});
