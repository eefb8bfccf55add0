import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { parseArguments, USAGE, UsageError } from './arguments.ts';
import { awsCloud } from './aws/cloud.ts';
import { words } from './cloud.ts';
import { deleteOrphans } from './delete-orphans.ts';
import { findEndpoints } from './find-endpoints.ts';
import { reportLines } from './report/lines.ts';
import { isOpen, rowOf } from './report/rows.ts';
import { readRunningCost, type RunningCost } from './running-cost.ts';

/** The endpoints could not be listed. */
class ListError extends Error {}

/**
 * Runs the program with the arguments after its name, and prints the report.
 * @returns the exit status: see USAGE
 */
export async function cli(args: readonly string[]): Promise<number> {
  try {
    return (await reportOrphans(args)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ListError)) throw error;
    const isUsage = error instanceof UsageError;
    console.error(`orphans: ${error.message}${isUsage ? `\n\n${USAGE}` : ''}`);
    return isUsage ? 2 : 1;
  }
}

/** @returns whether nothing is left to do */
async function reportOrphans(args: readonly string[]): Promise<boolean> {
  const options = parseArguments(args);
  const region = options.region ?? (await regionOfEnvironment());
  const cloud = awsCloud(region);

  const found = await findEndpoints(cloud).catch((cause: unknown) => {
    throw new ListError(`the endpoints of ${region} can't be listed: ${words(cause)}`, { cause });
  });
  const now = Date.now();
  const costs = new Map<string, RunningCost>();
  for (const { sight } of found) {
    costs.set(sight.endpoint.name, await readRunningCost(cloud, sight, now));
  }
  const outcomes = options.delete
    ? await deleteOrphans(cloud, found, (line) => console.error(`orphans: ${line}`))
    : [];

  const rows = found.map((one) => {
    const { name } = one.sight.endpoint;
    const outcome = outcomes.find(({ sight }) => sight.endpoint.name === name);
    return rowOf(one, costs.get(name) ?? {}, outcome);
  });
  const at = new Date(now).toISOString();
  if (options.json) console.log(JSON.stringify({ region, at, endpoints: rows }, null, 2));
  else console.log(reportLines(rows, region).join('\n'));
  return !rows.some(isOpen);
}

/** @throws UsageError when neither the environment nor the profile names one */
async function regionOfEnvironment(): Promise<string> {
  try {
    return await new SageMakerClient().config.region();
  } catch {
    throw new UsageError('no region: give --region R, set AWS_REGION, or name one in the profile');
  }
}
