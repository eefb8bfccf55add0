import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, vi } from 'vitest';
import { createCloud, type Cloud, type LocalSettings } from '../../src/cloud/index.ts';
import { removeDirectory } from '../../src/cloud/processes/remove-directory.ts';

export const REGION = 'eu-west-1';
export const ACCOUNT = '000000000000';

export interface TestCloud {
  readonly cloud: Cloud;
  /** A temporary directory for fixtures. */
  readonly directory: string;
  /** `SOURCE LINE` of everything logged so far. */
  readonly lines: readonly string[];
}

/** A cloud for the tests of one file, with short waits. */
export function useCloud(settings: Partial<LocalSettings> = {}): TestCloud {
  // These tests start real processes, which is slow on a busy machine.
  vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
  const lines: string[] = [];
  const directory = mkdtempSync(join(tmpdir(), 'pilotlight-test-'));
  // A container that runs as another user must reach its image.
  chmodSync(directory, 0o711);
  let cloud: Cloud | undefined;
  beforeAll(async () => {
    cloud = await createCloud({
      directory: join(directory, 'cloud'),
      region: REGION,
      accountId: ACCOUNT,
      log: (source, line) => lines.push(`${source} ${line}`),
      settings: {
        port: 0,
        endpointCreationSeconds: 0.1,
        endpointDeletionSeconds: 0.1,
        scheduleMinuteSeconds: 0.05,
        concurrentExecutions: 1000,
        functionIdleSeconds: 300,
        serverlessStartSeconds: 0,
        serverlessWaitSeconds: 20,
        serverlessIdleSeconds: 300,
        asyncFirstInstances: 1,
        ...settings,
      },
    });
  });
  afterAll(async () => {
    await cloud?.close();
    removeDirectory(directory);
  });
  return {
    lines,
    directory,
    get cloud() {
      if (!cloud) throw new Error('the cloud exists only in tests and hooks');
      return cloud;
    },
  };
}

/** The longest pause between two looks of `until`. Most looks are calls of an API, which keep a processor busy. */
const LONGEST_PAUSE_MILLISECONDS = 160;

/** Waits until `look` finds something. @throws Error after `seconds` */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  seconds = 10,
): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  for (let pause = 10; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS)) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`not seen in ${seconds} s: ${look.toString()}`);
    await sleep(pause);
  }
}
