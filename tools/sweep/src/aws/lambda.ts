import {
  paginateListFunctions,
  type FunctionConfiguration,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { NAME_PREFIX, type ApiEnvironment } from '@pilotlight/contracts';
import type { Cloud, Kept } from '../cloud.ts';

/** The environment variables that identify a function of a stack. */
const MARKS = [
  'TABLE_NAME',
  'DEPLOYMENTS',
  'SCHEDULE_RULE_NAME',
] as const satisfies readonly (keyof ApiEnvironment)[];

/** Lambda's part of a sweep: which endpoints the functions of the region's stacks name as theirs. */
export function lambda(client: LambdaClient): Pick<Cloud, 'listKept'> {
  return {
    async listKept() {
      const kept: Kept[] = [];
      for await (const page of paginateListFunctions({ client }, {})) {
        kept.push(...(page.Functions ?? []).flatMap(keptBy));
      }
      return kept;
    },
  };
}

/**
 * Reads only the variables that it needs, as the stack may have been deployed from another version of this repository.
 * @throws Error when the function is ours but the variables can't be read
 */
function keptBy({ FunctionName = '', Environment }: FunctionConfiguration): Kept[] {
  if (Environment?.Error && FunctionName.startsWith(NAME_PREFIX)) {
    throw new Error(
      `${FunctionName}'s variables: ${Environment.Error.Message ?? 'no reason given'}`,
    );
  }
  const variables = Environment?.Variables ?? {};
  const [table, deployments] = MARKS.map((name) => variables[name]);
  if (!MARKS.every((name) => variables[name]) || !table || !deployments) return [];
  try {
    return Object.entries(JSON.parse(deployments) as Record<string, unknown>).map(
      ([model, deployment]) => ({ table, model, endpointName: endpointNameOf(deployment) }),
    );
  } catch (error) {
    throw new Error(`${FunctionName}'s DEPLOYMENTS: ${(error as Error).message}`, { cause: error });
  }
}

function endpointNameOf(deployment: unknown): string {
  const { endpointName } = { ...(deployment as { endpointName?: unknown }) };
  if (typeof endpointName === 'string') return endpointName;
  throw new Error('a deployment has no endpointName');
}
