import type { CloudContext } from '../../../cloud/context.ts';
import type { Caller } from '../../../cloud/iam/sessions.ts';
import type { Container } from '../container.ts';
import { containerError } from '../model-error.ts';
import { postToContainer } from '../post-to-container.ts';
import type { AsyncConfig } from './async-config.ts';
import type { Job } from './job.ts';
import { notificationOf, type Ended } from './notification.ts';
import { RoleStorage, type RoleStorageDependencies } from './role-storage.ts';

export interface JobDependencies extends RoleStorageDependencies {
  /** Publishes to a topic of SNS. */
  readonly publish: (
    publication: { topicArn: string; message: string },
    caller: Caller,
  ) => Promise<unknown>;
}

/** What a job runs for. */
export interface JobEndpoint {
  readonly name: string;
  readonly config: AsyncConfig;
  /** The execution role. */
  readonly caller: Caller;
}

/**
 * One asynchronous invocation: reads the input, asks the container once, and writes the answer or the failure; then says
 * so to the topic. SageMaker retries none of it.
 */
export async function runJob(
  job: Job,
  container: Container,
  endpoint: JobEndpoint,
  dependencies: JobDependencies,
): Promise<void> {
  const { context } = dependencies;
  const storage = new RoleStorage(endpoint.caller, dependencies);
  const ended = await answer(job, container, endpoint, storage, context).catch(
    (error: unknown): Ended => ({ failureReason: messageOf(error) }),
  );
  if (context.closing.aborted) return;
  const log = (line: string) => context.log(`sagemaker/${endpoint.name}`, line);
  if ('failureReason' in ended) {
    log(`the invocation ${job.inferenceId} failed: ${ended.failureReason}`);
    await writeFailure(job, ended.failureReason, storage).catch((error: unknown) =>
      log(`the failure of ${job.inferenceId} cannot be written: ${messageOf(error)}`),
    );
  }
  await notify(job, endpoint, ended, dependencies).catch((error: unknown) =>
    log(`the end of ${job.inferenceId} cannot be published: ${messageOf(error)}`),
  );
}

async function answer(
  job: Job,
  container: Container,
  { name }: JobEndpoint,
  storage: RoleStorage,
  context: CloudContext,
): Promise<Ended> {
  const sent = { headers: job.headers, body: await storage.read(job.inputLocation) };
  const signal = AbortSignal.timeout(job.timeoutSeconds * 1_000);
  const { isOk, status, headers, body } = await postToContainer(
    `${container.url}/invocations`,
    sent,
    { signal, endpoint: name, context },
  );
  if (!isOk) throw containerError(name, status, body, context);
  const contentType = headers['content-type'] ?? 'application/octet-stream';
  await storage.write(job.outputLocation, body, contentType);
  return { contentType };
}

/** What SageMaker writes there is not documented; here it is the reason, as text. */
async function writeFailure(job: Job, reason: string, storage: RoleStorage): Promise<void> {
  if (job.failureLocation === undefined) return;
  await storage.write(job.failureLocation, Buffer.from(reason), 'text/plain');
}

async function notify(
  job: Job,
  { name, config, caller }: JobEndpoint,
  ended: Ended,
  { context, publish }: JobDependencies,
): Promise<void> {
  const { successTopic, errorTopic } = config.outputConfig.notificationConfig ?? {};
  const topicArn = 'contentType' in ended ? successTopic : errorTopic;
  if (topicArn === undefined) return;
  const message = JSON.stringify(notificationOf(job, name, ended, context));
  await publish({ topicArn, message }, caller);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
