import { runInProcess } from './drivers/in-process.ts';
import type { LocalStack } from './local-stack.ts';

/** Deploys the stack to its cloud, without the Pulumi engine. @returns the program's outputs */
export function deploy({ project, stack, program, config, context, provisioner }: LocalStack) {
  return runInProcess({ program, project: project.name, stack, config, context, provisioner });
}
