import { resolve } from 'node:path';
import { deploy } from '../../src/deploy.ts';
import { openLocalStack } from '../../src/local-stack.ts';
import { FAST } from '../../src/fast.ts';
import type { Driver } from './deployment.ts';

export const ROOT = resolve(import.meta.dirname, '../../../..');

/** `npm start`'s driver. */
export const inProcess: Driver = async ({
  root = ROOT,
  before,
  config,
  environmentDirectory,
} = {}) => {
  const log: string[] = [];
  const local = await openLocalStack({
    root,
    stack: 'local',
    config: { ...FAST, ...config },
    ...(environmentDirectory === undefined ? {} : { environmentDirectory }),
    log: (source, line) => log.push(`${source} ${line}`),
  });
  try {
    const program = () => {
      before?.();
      return local.program();
    };
    const { url } = await deploy({ ...local, program });
    return { local, url: String(url), log, close: () => local.close() };
  } catch (error) {
    await local.close();
    throw error;
  }
};
