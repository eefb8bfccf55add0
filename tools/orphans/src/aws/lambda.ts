import { InvokeCommand, paginateListFunctions, type LambdaClient } from '@aws-sdk/client-lambda';
import { endpointsOf, parseDeployment } from '@pilotlight/contracts';
import { words, type Cloud, type Kept, type SilentStack } from '../cloud.ts';
import { isJobsFunction, stackOf } from '../names.ts';

/** The jobs function answers this event with its deployment, and does nothing else. */
const DESCRIBE = JSON.stringify({ deployment: 'describe' });

/** Lambda's part: what the stacks of the region own, from their jobs functions. */
export function lambda(client: LambdaClient): Pick<Cloud, 'readStacks'> {
  async function listNames(): Promise<string[]> {
    const names: string[] = [];
    for await (const page of paginateListFunctions({ client }, {})) {
      names.push(...(page.Functions ?? []).flatMap(({ FunctionName }) => FunctionName ?? []));
    }
    return names;
  }

  async function describe(jobs: string): Promise<Kept[]> {
    const { Payload, FunctionError } = await client.send(
      new InvokeCommand({ FunctionName: jobs, Payload: DESCRIBE }),
    );
    const text = Payload?.transformToString() ?? '';
    if (FunctionError !== undefined) throw new Error(`it failed with ${text}`);
    const { tableName: table, models } = parseDeployment(text);
    return endpointsOf(models).map(({ key, endpointName }) => ({ table, key, endpointName }));
  }

  return {
    async readStacks() {
      const names = await listNames();
      const jobs = names.filter(isJobsFunction);
      const kept: Kept[] = [];
      const silent: SilentStack[] = stacksWithout(jobs, names);
      for (const name of jobs) {
        try {
          kept.push(...(await describe(name)));
        } catch (error) {
          const why = `${name} could not be asked what it owns: ${words(error)}`;
          silent.push({ stack: stackOf(name) ?? '', why });
        }
      }
      return { kept, silent };
    },
  };
}

/** Stacks with functions but without a jobs function: `pulumi up` is replacing it, or a destroy was interrupted. */
function stacksWithout(jobs: readonly string[], names: readonly string[]): SilentStack[] {
  const answering = new Set(jobs.map(stackOf));
  const others = names.map((name) => [stackOf(name), name] as const);
  const silent = new Map<string, string>();
  for (const [stack, name] of others) {
    if (stack === undefined || answering.has(stack)) continue;
    silent.set(stack, `stack ${stack} has the function ${name}, but no jobs function to ask`);
  }
  return [...silent].map(([stack, why]) => ({ stack, why }));
}
