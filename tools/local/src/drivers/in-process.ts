import { randomBytes } from 'node:crypto';
import * as pulumi from '@pulumi/pulumi';
import type { StackConfig } from '../project.ts';
import type { Program } from '../program.ts';
import {
  autoname,
  checkInputs,
  componentOf,
  handlerOf,
  invoke,
  type Context,
  type Inputs,
  type Outputs,
  type Provisioner,
} from '../resources/index.ts';
import { FirstFailure } from './first-failure.ts';
import { refuse } from './refuse.ts';
import { providerValue } from './provider-value.ts';

export interface InProcessRun {
  readonly program: Program;
  readonly project: string;
  readonly stack: string;
  readonly config: StackConfig;
  readonly context: Context;
  readonly provisioner: Provisioner;
}

/**
 * Runs a Pulumi program in this process, without the engine: each resource is created by its handler.
 * Pulumi's runtime is global to the process, so only one run may be in progress.
 * @returns the program's outputs, once every resource exists
 * @throws Error the first failure, of the program or of a handler
 */
export async function runInProcess(run: InProcessRun): Promise<Record<string, unknown>> {
  const failure = new FirstFailure();
  await pulumi.runtime.setMocks(
    {
      newResource: (resource) => failure.guard(() => newResource(resource, run)),
      call: ({ token, inputs }) =>
        failure.guard(async () => invoke(token, inputs as Inputs, run.context.cloud)),
    },
    run.project,
    run.stack,
  );
  pulumi.runtime.setAllConfig({ ...run.config });
  process.on('unhandledRejection', failure.stop);
  try {
    const program: Program = () => run.program().catch(failure.stop);
    return await Promise.race([runToEnd(program), failure.happened]);
  } finally {
    process.off('unhandledRejection', failure.stop);
  }
}

/** The outputs, once all of the program's registrations have finished. */
async function runToEnd(program: Program): Promise<Record<string, unknown>> {
  const outputs = await pulumi.runtime.runInPulumiStack(program);
  await pulumi.runtime.disconnect();
  const resolved = Promise.withResolvers<Record<string, unknown>>();
  pulumi.output(outputs ?? {}).apply((value) => resolved.resolve(value));
  return resolved.promise;
}

async function newResource(
  resource: pulumi.runtime.MockResourceArgs,
  { provisioner }: InProcessRun,
): Promise<pulumi.runtime.MockResourceResult> {
  const { type, name } = resource;
  const inputs = (await providerValue(resource.inputs)) as Inputs;
  const make = async (childType: string, childName: string, given: Inputs) => {
    const handler = handlerOf(childType);
    const rule = handler.autoname;
    const named =
      rule && given[rule.property] === undefined
        ? { ...given, [rule.property]: autoname(rule, childName, randomBytes(4)) }
        : given;
    refuse(childType, childName, checkInputs(handler, named));
    return provisioner.create(handler, named);
  };
  if (resource.custom === true) {
    const { id, outputs } = await make(type, name, inputs);
    return { id, state: outputs };
  }
  if (isProgramsOwn(type)) return { id: undefined, state: {} };
  const component = componentOf(type);
  refuse(type, name, checkInputs(component, inputs));
  const outputs: Outputs = await component.construct(name, inputs, async (...child) => ({
    reference: undefined,
    outputs: (await make(...child)).outputs,
  }));
  return { id: undefined, state: outputs };
}

/** The stack itself and the program's components are groups: there is nothing to create. */
function isProgramsOwn(type: string): boolean {
  return type === 'pulumi:pulumi:Stack' || type.split(':')[0] === pulumi.getProject();
}
