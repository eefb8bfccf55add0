import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Apis } from '../services/apigateway/apis.ts';
import { createArns } from './arns.ts';
import { InvocationCounts } from '../services/cloudwatch/invocation-counts.ts';
import { Alarms } from '../services/cloudwatch/alarms.ts';
import { cloudWatchService } from '../services/cloudwatch/service.ts';
import type { CloudContext } from './context.ts';
import { dynamoDbService } from '../services/dynamodb/service.ts';
import { Tables } from '../services/dynamodb/tables.ts';
import { Repositories } from '../services/ecr/repositories.ts';
import { createDeliver } from '../services/events/deliver.ts';
import { Rules } from '../services/events/rules.ts';
import { eventsService } from '../services/events/service.ts';
import { Dispatcher, type ServiceOf } from './front/dispatcher.ts';
import { FrontServer } from './front/front-server.ts';
import { Authorizer } from './iam/authorizer.ts';
import { ownerEnvironment } from './iam/owner.ts';
import { Roles } from './iam/roles.ts';
import { Sessions } from './iam/sessions.ts';
import { Functions } from '../services/lambda/functions.ts';
import { lambdaService } from '../services/lambda/service.ts';
import { LogGroups } from '../services/logs/log-groups.ts';
import { logsService } from '../services/logs/service.ts';
import { ChildProcesses } from './processes/child-processes.ts';
import { removeDirectory } from './processes/remove-directory.ts';
import { Buckets } from '../services/s3/buckets.ts';
import { s3Service } from '../services/s3/service.ts';
import { Endpoints } from '../services/sagemaker/endpoints.ts';
import { Models } from '../services/sagemaker/models.ts';
import { sageMakerRuntimeService } from '../services/sagemaker/runtime-service.ts';
import { sageMakerService } from '../services/sagemaker/service.ts';
import { stateChangeEvent } from '../services/sagemaker/state-change-event.ts';
import { stsService } from '../services/sts/service.ts';
import type { Cloud, LocalSettings, Log } from './types.ts';

export interface CloudOptions {
  /** Holds S3 objects and images; deleted when the cloud closes or its process dies. */
  readonly directory: string;
  /** Other directories to delete with it. */
  readonly leftovers?: readonly string[];
  readonly region: string;
  readonly accountId: string;
  readonly settings: LocalSettings;
  readonly log: Log;
}

/** How long containers may drain when the cloud closes. */
const CLOSE_GRACE_SECONDS = 5;

/** Starts an empty local cloud: its front server and its DynamoDB listen when the promise resolves. */
export async function createCloud({
  directory,
  leftovers = [],
  ...options
}: CloudOptions): Promise<Cloud> {
  for (const part of ['s3', 'images']) mkdirSync(join(directory, part), { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), 'pilotlight-'));
  const processes = new ChildProcesses([scratch, directory, ...leftovers]);
  const closing = new AbortController();
  const arns = createArns(options.region, options.accountId);
  const context: CloudContext = {
    ...options,
    directory,
    scratch,
    processes,
    arns,
    closing: closing.signal,
  };

  const roles = new Roles(arns);
  const sessions = new Sessions();
  const authorizer = new Authorizer(context, roles);
  const logs = new LogGroups(context, authorizer);
  const buckets = new Buckets(context);
  const repositories = new Repositories(context);
  const tables = new Tables(context);
  let endpointUrl = '';
  const functions = new Functions({
    context,
    sessions,
    authorizer,
    logs,
    endpointUrl: () => endpointUrl,
  });
  const rules = new Rules(context, createDeliver(context, functions));
  const models = new Models(context);
  const alarms = new Alarms(context);
  const endpoints = new Endpoints(models, {
    alarms,
    context,
    authorizer,
    buckets,
    repositories,
    logs,
    onStatus: (endpoint) => rules.put(stateChangeEvent(endpoint, arns)),
  });
  const invocationCounts = new InvocationCounts();
  const apis = new Apis({ context, functions, logs });

  const services = {
    dynamodb: dynamoDbService(tables, arns),
    events: eventsService(rules, arns),
    lambda: lambdaService(functions, arns),
    sagemaker: sageMakerService(endpoints, models, arns),
    runtime: sageMakerRuntimeService({ endpoints, counts: invocationCounts, alarms, context }),
    monitoring: cloudWatchService(invocationCounts),
    s3: s3Service({ buckets, authorizer, arns }),
    logs: logsService(logs, arns),
    sts: stsService(arns, options.accountId),
  };
  const serviceOf: ServiceOf = (signingName, hasTarget) => {
    switch (signingName) {
      case 'dynamodb':
      case 'events':
      case 'lambda':
      case 'logs':
      case 'monitoring':
      case 's3':
      case 'sts':
        return services[signingName];
      case 'sagemaker':
        return hasTarget ? services.sagemaker : services.runtime;
      default:
        return undefined;
    }
  };
  const front = new FrontServer(new Dispatcher({ context, sessions, authorizer, serviceOf }));
  await tables.start();
  endpointUrl = await front.listen();

  return {
    region: options.region,
    accountId: options.accountId,
    endpointUrl,
    iam: roles,
    dynamodb: tables,
    s3: buckets,
    ecr: repositories,
    sagemaker: models,
    lambda: functions,
    logs,
    cloudwatch: alarms,
    events: rules,
    apigateway: apis,
    ownerEnvironment: () =>
      ownerEnvironment({ roles, sessions, region: options.region, endpointUrl }),
    async close() {
      closing.abort();
      rules.close();
      await apis.close();
      await Promise.all([endpoints.close(), processes.close(CLOSE_GRACE_SECONDS)]);
      await Promise.all([front.close(), tables.close()]);
      removeDirectory(scratch);
      removeDirectory(directory);
    },
  };
}
