import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Deployment } from '@pilotlight/contracts';
import { arn } from './arn.ts';
import { findArtefacts } from './artefacts.ts';
import { apiCode, functionCode } from './code.ts';
import { ArtefactBucket } from './components/artefact-bucket.ts';
import { EndpointMoves } from './components/endpoint-moves.ts';
import { Endpoint } from './components/endpoint.ts';
import { HttpApi } from './components/http-api.ts';
import { Image } from './components/image.ts';
import { PredictionBucket } from './components/prediction-bucket.ts';
import { Schedule } from './components/schedule.ts';
import { ServiceFunction } from './components/service-function.ts';
import { SpendingAlert } from './components/spending-alert.ts';
import { StateChange } from './components/state-change.ts';
import { Table } from './components/table.ts';
import { parseConfig } from './config/stack-config.ts';
import { endpointName } from './names.ts';
import { apiPolicy } from './policies/api.ts';
import { jobsPolicy } from './policies/jobs.ts';
import { reaperPolicy } from './policies/reaper.ts';
import { SIZES } from './sizes.ts';

/** What `pulumi up` prints. */
export interface Outputs {
  /** The page's address, and the API's. */
  readonly url: pulumi.Output<string>;
  readonly models: readonly string[];
}

/** The whole stack. Pulumi calls it with infra/ as the working directory, and so does the local cloud. */
export default async function pilotlight(): Promise<Outputs> {
  const config = parseConfig(pulumi.runtime.allConfig(), pulumi.getStack());
  const modelNames = config.endpoints.flatMap(({ models }) => models);
  const artefacts = findArtefacts(modelNames);
  const { prefix, activityIntervalSeconds, awakeHoursPerDay, logRetentionDays } = config;
  const { budgetEmail, budgetUsdPerMonth } = config;

  const caller = await aws.getCallerIdentity({});
  const { region } = await aws.getRegion({});
  const account = {
    partition: caller.arn.split(':')[1] ?? 'aws',
    region,
    accountId: caller.accountId,
  };

  const image = new Image(prefix, { repositoryName: prefix, ...artefacts.image });
  const { bucket } = new ArtefactBucket(`${prefix}-models`);
  const endpoints = config.endpoints.map(
    (endpoint) =>
      new Endpoint(endpointName(prefix, endpoint.key), {
        account,
        config: endpoint,
        artefacts: artefacts.models.filter(({ name }) => endpoint.models.includes(name)),
        bucket,
        imageUri: image.uri,
        repositoryArn: arn(account, 'ecr', `repository/${prefix}`),
        logRetentionDays,
      }),
  );
  if (budgetEmail !== undefined && budgetUsdPerMonth !== undefined) {
    new SpendingAlert(prefix, { email: budgetEmail, usdPerMonth: budgetUsdPerMonth });
  }
  const { table } = new Table(prefix);
  const { bucket: predictions } = new PredictionBucket(`${prefix}-predictions`);
  const schedule = new Schedule(`${prefix}-schedule`, { everyMinutes: config.checkMinutes });

  const deployment: pulumi.Output<Deployment> = pulumi
    .all([
      table.name,
      predictions.bucket,
      schedule.rule.name,
      pulumi.all(endpoints.map(({ models }) => models)),
    ])
    .apply(([tableName, bucketName, scheduleRuleName, models]) => ({
      ...{ tableName, bucketName, scheduleRuleName, activityIntervalSeconds, awakeHoursPerDay },
      tags: config.tags,
      models: models.flat(),
    }));
  const service = {
    arns: pulumi.output({
      table: table.arn,
      bucket: predictions.arn,
      scheduleRule: schedule.rule.arn,
      stack: config.stack,
      endpoints: arn(account, 'sagemaker', `endpoint/${endpointName(prefix, '*')}`),
      endpointConfigs: arn(account, 'sagemaker', `endpoint-config/${endpointName(prefix, '*')}`),
    }),
    logRetentionDays,
  };
  const { function: jobs } = new ServiceFunction(`${prefix}-jobs`, {
    ...service,
    ...SIZES.jobs,
    policy: jobsPolicy,
    code: functionCode(artefacts.functions.jobs, deployment),
  });
  // `npm run orphans` asks the jobs function what the stack owns: it must know an endpoint before the functions that may
  // create it, and exist longer than they do.
  const after = [jobs];
  const { function: api } = new ServiceFunction(`${prefix}-api`, {
    ...service,
    ...SIZES.api,
    policy: apiPolicy,
    code: apiCode(artefacts, deployment),
    after,
  });
  const { function: reaper } = new ServiceFunction(`${prefix}-reaper`, {
    ...service,
    ...SIZES.reaper,
    policy: reaperPolicy,
    code: functionCode(artefacts.functions.reaper, deployment),
    after,
  });

  schedule.run('reaper', reaper);
  schedule.run('jobs', jobs);
  new StateChange(`${prefix}-state-change`, {
    endpointPrefix: endpointName(prefix, ''),
    function: jobs,
  });
  const moves = endpoints.map(
    (endpoint) => new EndpointMoves(endpoint.endpointName, { endpoint, function: jobs }),
  );
  const { url } = new HttpApi(prefix, {
    function: api,
    pagePaths: artefacts.pagePaths,
    // So `pulumi destroy` deletes the API first: no request asks for an endpoint while it is being deleted.
    after: moves,
  });
  return { url, models: modelNames };
}
