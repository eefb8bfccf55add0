import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { arn } from './arn.ts';
import { findArtefacts } from './artefacts.ts';
import { apiCode, functionCode } from './code.ts';
import { ArtefactBucket } from './components/artefact-bucket.ts';
import { Deployment } from './components/deployment.ts';
import { HttpApi } from './components/http-api.ts';
import { Image } from './components/image.ts';
import { Model } from './components/model.ts';
import { PredictionBucket } from './components/prediction-bucket.ts';
import { Schedule } from './components/schedule.ts';
import { ServiceFunction } from './components/service-function.ts';
import { SpendingAlert } from './components/spending-alert.ts';
import { StateChange } from './components/state-change.ts';
import { Table } from './components/table.ts';
import { parseConfig } from './config.ts';
import { serviceEnvironment } from './environment.ts';
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
  const artefacts = findArtefacts(config.models);
  const { prefix, instanceType, instanceCount, awakeHoursPerDay, logRetentionDays } = config;
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
  const models = artefacts.models.map((artefact) => ({
    name: artefact.name,
    model: new Model(endpointName(prefix, artefact.name), {
      account,
      artefact,
      bucket,
      imageUri: image.uri,
      repositoryArn: arn(account, 'ecr', `repository/${prefix}`),
      instanceType,
      instanceCount,
      logRetentionDays,
    }),
  }));
  if (budgetEmail !== undefined && budgetUsdPerMonth !== undefined) {
    new SpendingAlert(prefix, { email: budgetEmail, usdPerMonth: budgetUsdPerMonth });
  }
  const { table } = new Table(prefix);
  const { bucket: predictions } = new PredictionBucket(`${prefix}-predictions`);
  const schedule = new Schedule(`${prefix}-schedule`, { everyMinutes: config.checkMinutes });

  const environment = serviceEnvironment({
    tableName: table.name,
    bucketName: predictions.bucket,
    scheduleRuleName: schedule.rule.name,
    activityIntervalSeconds: config.activityIntervalSeconds,
    instanceType,
    instanceCount,
    awakeHoursPerDay,
    tags: config.tags,
    models,
  });
  const service = {
    environment,
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
  const { function: api } = new ServiceFunction(`${prefix}-api`, {
    ...service,
    ...SIZES.api,
    policy: apiPolicy,
    code: apiCode(artefacts),
  });
  const { function: reaper } = new ServiceFunction(`${prefix}-reaper`, {
    ...service,
    ...SIZES.reaper,
    policy: reaperPolicy,
    code: functionCode(artefacts.functions.reaper),
    environment: { ...environment, IDLE_MINUTES: String(config.idleMinutes) },
  });
  const { function: jobs } = new ServiceFunction(`${prefix}-jobs`, {
    ...service,
    ...SIZES.jobs,
    policy: jobsPolicy,
    code: functionCode(artefacts.functions.jobs),
  });

  schedule.run('reaper', reaper);
  schedule.run('jobs', jobs);
  new StateChange(`${prefix}-state-change`, {
    endpointNames: models.map(({ model }) => model.endpointName),
    function: jobs,
  });
  const deployments = models.map(
    ({ name, model }) =>
      new Deployment(endpointName(prefix, name), {
        name,
        model,
        function: jobs,
        rollout: model.rollout,
      }),
  );
  const { url } = new HttpApi(prefix, {
    function: api,
    pagePaths: artefacts.pagePaths,
    // So `pulumi destroy` deletes the API first: no request asks for an endpoint while it is being deleted.
    after: deployments,
  });
  return { url, models: config.models };
}
