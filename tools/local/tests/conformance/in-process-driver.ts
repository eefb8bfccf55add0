import { deploy } from '../../src/deploy.ts';
import { openLocalStack } from '../../src/local-stack.ts';
import { withoutStacks } from '../support/without-stacks.ts';
import type { Driver } from './deployment.ts';
import { stackOf } from './stack-of.ts';

/** `npm start`'s driver. */
export const inProcess: Driver = async (options = {}) => {
  const { before, environmentDirectory, record } = options;
  const log: string[] = [];
  const local = await openLocalStack({
    ...stackOf(options),
    stack: 'local',
    ...(environmentDirectory === undefined ? {} : { environmentDirectory }),
    record,
    log: (source, line) => log.push(`${source} ${line}`),
  });
  try {
    const program = () => {
      before?.();
      return local.program();
    };
    const { url } = await withoutStacks(() => deploy({ ...local, program }));
    return { local, url: String(url), log, close: () => local.close() };
  } catch (error) {
    await local.close();
    throw error;
  }
};
