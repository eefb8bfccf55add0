import * as aws from '@pulumi/aws';
import type { Account } from '../../arn.ts';
import type { FunctionArtefact } from '../../artefacts/find-hosts.ts';
import { EFS_SUFFIX } from '../../names.ts';
import { carryOnEfs } from '../carriers/efs.ts';
import { ModelFunction } from '../model-function.ts';
import type { Deployed, FunctionParts } from '../model-functions.ts';
import { ModelFileSystem } from './model-file-system.ts';
import { ModelLoader } from './model-loader.ts';
import { ModelNetwork } from './model-network.ts';

export interface FunctionsOnEfsArgs {
  readonly account: Account;
  readonly prefix: string;
  readonly parts: readonly FunctionParts[];
  readonly program: FunctionArtefact;
  readonly bucket: aws.s3.Bucket;
  readonly logRetentionDays: number;
}

/** In this zone of us-east-1 neither Lambda nor EFS can be used. The other regions have no such zone. */
const UNUSABLE_ZONE_IDS = ['use1-az3'];

/** A file system needs a mount target in each zone of its functions; two survive the failure of one. */
const ZONES = 2;

/**
 * The functions whose models are on EFS, by the model's name, with their file system and network; nothing when there are
 * none. The roles are created first and the network after them, so that `pulumi destroy` deletes the roles last.
 */
export async function functionsOnEfs(args: FunctionsOnEfsArgs): Promise<Deployed[]> {
  const { prefix, program, bucket, logRetentionDays, account } = args;
  if (args.parts.length === 0) return [];
  const { names } = await aws.getAvailabilityZones({
    state: 'available',
    excludeZoneIds: UNUSABLE_ZONE_IDS,
    // Without Local Zones, which an account has to opt in to.
    filters: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
  });
  const fileSystem = new ModelFileSystem(`${prefix}-efs`);
  const loader = new ModelLoader(`${prefix}-loader`, {
    ...{ fileSystem, bucket, program, logRetentionDays },
  });
  const functions = args.parts.map((parts) => {
    const accessPoint = fileSystem.accessOf(parts.config.model);
    const statements = fileSystem.statements(accessPoint, { writes: false });
    const { name, config } = parts;
    const made = new ModelFunction(name, {
      ...{ config, logRetentionDays, statements, suffix: EFS_SUFFIX },
    });
    return { ...parts, accessPoint, made };
  });
  const network = new ModelNetwork(`${prefix}-efs`, {
    region: account.region,
    zones: names.toSorted().slice(0, ZONES),
    fileSystem: fileSystem.fileSystem,
    bucketArn: bucket.arn,
    policies: [loader, ...functions.map(({ made }) => made)].map(({ role }) => role.policy),
  });
  loader.run(network);
  const running = functions.map(({ config, artefact, accessPoint, made }) => {
    const loaded = loader.load(artefact);
    const carried = carryOnEfs({ network, accessPoint, loaded, starter: program.starter });
    return { loaded, made, deployed: [config.model, made.run(carried)] as const };
  });
  loader.tidy(
    running.map(({ loaded }) => loaded),
    running.map(({ made }) => made),
  );
  return running.map(({ deployed }) => deployed);
}
