import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { DECLARED_SUFFIX, type Deployment } from '@pilotlight/contracts';
import { arn } from './arn.ts';
import { findArtefacts } from './artefacts/find-artefacts.ts';
import { findHosts } from './artefacts/find-hosts.ts';
import { apiCode, functionCode } from './code.ts';
import { ArtefactBucket } from './components/artefact-bucket.ts';
import { deployedModels } from './components/deployed-models.ts';
import { EndpointMoves } from './components/endpoint-moves.ts';
import { endpointsOf } from './components/endpoints.ts';
import { HttpApi } from './components/http-api.ts';
import { modelFunctions } from './components/model-functions.ts';
import { PredictionBucket } from './components/prediction-bucket.ts';
import { retireAndScale } from './components/retire-and-scale.ts';
import { Schedule } from './components/schedule.ts';
import { ServiceFunction } from './components/service-function.ts';
import { SpendingAlert } from './components/spending-alert.ts';
import { StateChange } from './components/state-change.ts';
import { Table } from './components/table.ts';
import { Uploads } from './components/uploads.ts';
import { parseConfig } from './config/stack-config.ts';
import { endpointName, functionName } from './names.ts';
import { apiPolicy } from './policies/api.ts';
import { jobsPolicy } from './policies/jobs.ts';
import { reaperPolicy } from './policies/reaper.ts';
import { defaultCheckMinutes } from './serving/check-minutes.ts';
import { serveModels } from './serving/serve-models.ts';
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
  const { stack, prefix, activityIntervalSeconds, awakeHoursPerDay, logRetentionDays } = config;
  const { budgetEmail, budgetUsdPerMonth } = config;
  const modelNames = config.models.map(({ name }) => name);
  const artefacts = await findArtefacts(modelNames);
  const served = serveModels({ ...config, artefacts: artefacts.models });
  const hosts = findHosts({
    container: [served.endpoints, served.serverless, served.async].flat().length > 0,
    function: served.functions.length > 0,
  });

  const caller = await aws.getCallerIdentity({});
  const { region } = await aws.getRegion({});
  const account = {
    partition: caller.arn.split(':')[1] ?? 'aws',
    region,
    accountId: caller.accountId,
  };

  const { bucket } = new ArtefactBucket(`${prefix}-models`);
  const common = { account, prefix, artefacts: artefacts.models, bucket, logRetentionDays };
  const { bucket: predictions } = new PredictionBucket(`${prefix}-predictions`);
  const endpoints = endpointsOf({
    ...common,
    ...{ stack, served, container: hosts.container, jobsBucket: predictions },
  });
  const functions = await modelFunctions({
    ...common,
    functions: served.functions,
    program: hosts.function,
  });
  if (budgetEmail !== undefined && budgetUsdPerMonth !== undefined) {
    new SpendingAlert(prefix, { email: budgetEmail, usdPerMonth: budgetUsdPerMonth });
  }
  const { table } = new Table(prefix);
  const schedule = new Schedule(`${prefix}-schedule`, {
    everyMinutes: config.checkMinutes ?? defaultCheckMinutes(served.endpoints, config),
  });

  const deployment: pulumi.Output<Deployment> = pulumi
    .all([
      table.name,
      predictions.bucket,
      schedule.rule.name,
      deployedModels(served.models, artefacts.models, { endpoints, functions }),
    ])
    .apply(([tableName, bucketName, scheduleRuleName, models]) => ({
      ...{ tableName, bucketName, scheduleRuleName, activityIntervalSeconds, awakeHoursPerDay },
      tags: config.tags,
      models,
    }));
  const service = {
    arns: pulumi.output({
      table: table.arn,
      bucket: predictions.arn,
      scheduleRule: schedule.rule.arn,
      stack,
      endpoints: arn(account, 'sagemaker', `endpoint/${endpointName(prefix, '*')}`),
      asyncEndpoints: arn(
        account,
        'sagemaker',
        `endpoint/${endpointName(prefix, '*')}${DECLARED_SUFFIX.async}`,
      ),
      // Both of `DECLARED_SUFFIX`. No model's name has two hyphens in a row.
      declaredEndpoints: arn(account, 'sagemaker', `endpoint/${endpointName(prefix, '*')}--*`),
      endpointConfigs: arn(account, 'sagemaker', `endpoint-config/${endpointName(prefix, '*')}`),
      modelFunctions: arn(account, 'lambda', `function:${functionName(prefix, '*')}`),
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
  const moves = endpoints.woken.map(
    (endpoint) => new EndpointMoves(endpoint.endpointName, { endpoint, function: jobs }),
  );
  const retirements = retireAndScale(endpoints, jobs);
  const { url } = new HttpApi(prefix, {
    function: api,
    pagePaths: artefacts.pagePaths,
    // So `pulumi destroy` deletes the API first: no request asks for an endpoint while it is being deleted.
    after: [...moves, ...retirements],
  });
  if (endpoints.topic) {
    endpoints.topic.tell(jobs);
    new Uploads(`${prefix}-uploads`, {
      ...{ accountId: account.accountId, bucket: predictions, function: jobs, origin: url },
    });
  }
  return { url, models: modelNames };
}
