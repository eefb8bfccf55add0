import { parseArgs } from 'node:util';

export interface OrphansArguments {
  /** Whether the orphans are deleted, or only reported. */
  readonly delete: boolean;
  /** Whether the report is JSON. */
  readonly json: boolean;
  /** Default: the region of the environment or of the profile. */
  readonly region: string | undefined;
}

/** Invalid arguments; the message says what would be valid. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `usage: npm run orphans [-- options]

  Finds orphaned endpoints of this project in one region: those whose stack, or its record of them, is gone.
  Uses your own AWS credentials, found as the AWS CLI finds them.

  --delete    delete the orphans, and wait until they are gone
  --region R  such as eu-central-1; default: AWS_REGION, or the region of the profile
  --json      print the report as JSON

  Exit status: 0 nothing is left to do; 1 an orphan remains, or something could not be read; 2 wrong options.
`;

/** @param args those after `npm run orphans --` @throws UsageError */
export function parseArguments(args: readonly string[]): OrphansArguments {
  const { region, ...flags } = parsed(args);
  if (region !== undefined && !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
    throw new UsageError(`--region is "${region}", must be a region such as eu-central-1`);
  }
  return { ...flags, region };
}

function parsed(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        delete: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        region: { type: 'string' },
      },
    });
    return { delete: values.delete, json: values.json, region: values.region };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
