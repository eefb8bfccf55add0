import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { AwsError } from '../../cloud/aws-error.ts';
import { lastPart } from '../../cloud/arns.ts';
import type { ServiceCaller } from '../../cloud/iam/authorizer.ts';
import { removeDirectory } from '../../cloud/processes/remove-directory.ts';
import { EVENT_LIMIT_BYTES, runEvent } from './asynchronous.ts';
import { findCode, type CodeStores } from './code.ts';
import { Concurrency } from './concurrency.ts';
import type { FoundCode, FunctionSpec, LambdaControl, StoredCode } from './control.ts';
import { copyCode } from './copy-code.ts';
import { checkEnvironment, logGroupOf } from './environment.ts';
import { checkPlacement, surroundingsOf, type PlacementDependencies } from './placement.ts';
import { Pool, type PoolDependencies } from './pool.ts';
import { ResourcePolicy } from './resource-policy.ts';
import { serviceFailure, type InvocationResult } from './result.ts';

/** Lambda's limit for a payload, each way, of a synchronous invocation. */
export const PAYLOAD_LIMIT_BYTES = 6 * 1024 * 1024;

interface Version {
  readonly spec: FunctionSpec;
  readonly pool: Pool;
  /** The check of its role's trust policy and its log group, made once. */
  checked?: Promise<void>;
}

type FunctionsDependencies = PoolDependencies & PlacementDependencies & CodeStores;

/** Lambda's functions: the real bundles, each with its own environment, role and resource policy. */
export class Functions implements LambdaControl {
  readonly #dependencies: FunctionsDependencies;
  readonly #concurrency: Concurrency;
  readonly #versions = new Map<string, Version>();
  readonly #policies = new Map<string, ResourcePolicy>();

  constructor(dependencies: FunctionsDependencies) {
    this.#dependencies = dependencies;
    this.#concurrency = new Concurrency(dependencies.context.settings.concurrentExecutions);
  }

  findCode(code: StoredCode, functionName: string): Promise<FoundCode> {
    return findCode(code, functionName, this.#dependencies);
  }

  checkFunction(spec: FunctionSpec): Promise<void> {
    return checkPlacement(spec, this.#dependencies);
  }

  /** Copies the code out of the repository, so that a module missing from the bundle is not found in node_modules. */
  putFunction(spec: FunctionSpec): { arn: string; invokeArn: string } {
    const { context, network } = this.#dependencies;
    const { name, placement } = spec;
    checkEnvironment(spec.environment);
    this.#concurrency.reserve(name, spec.reservedConcurrency);
    const codeDirectory = join(context.scratch, 'functions', `${name}-code-${randomUUID()}`);
    copyCode(spec.codeDirectory, codeDirectory, spec.codeIsLasting === true);
    const copied = { ...spec, codeDirectory };
    const before = this.#versions.get(name);
    const surroundings = () => surroundingsOf(copied, this.#dependencies);
    const pool = new Pool(copied, this.#dependencies, surroundings);
    this.#versions.set(name, { spec: copied, pool });
    const arn = context.arns.function(name);
    if (placement) network.attach(arn, placement);
    else network.detach(arn);
    if (!this.#policies.has(name)) this.#policies.set(name, new ResourcePolicy(arn));
    if (before) void retire(before);
    return { arn, invokeArn: context.arns.invocation(name) };
  }

  async deleteFunction(name: string): Promise<void> {
    const { context, network } = this.#dependencies;
    const version = this.#versions.get(name);
    this.#versions.delete(name);
    this.#policies.delete(name);
    this.#concurrency.reserve(name, undefined);
    network.detach(context.arns.function(name));
    if (version) await retire(version);
  }

  all(): FunctionSpec[] {
    return [...this.#versions.values()].map(({ spec }) => spec);
  }

  /** @throws AwsError ResourceNotFoundException */
  checkExists(name: string): void {
    this.#version(name);
  }

  environmentOf(name: string): Record<string, string> {
    const { context } = this.#dependencies;
    const { spec } = this.#version(name);
    const credentials = context.sessions.issue({ role: lastPart(spec.role), session: name });
    return {
      ...spec.environment,
      AWS_REGION: context.region,
      AWS_ENDPOINT_URL: context.endpointUrl,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    };
  }

  codeDirectoryOf(name: string): string {
    return this.#version(name).spec.codeDirectory;
  }

  addPermission(permission: Parameters<LambdaControl['addPermission']>[0]): void {
    this.#policy(permission.functionName).add(permission);
  }

  removePermission(functionName: string, statementId: string): void {
    this.#policies.get(lastPart(functionName))?.remove(statementId);
  }

  /**
   * Invokes the function as `invoker` and waits for the result. A function that fails is a result, not an error.
   * @throws AwsError ResourceNotFoundException, AccessDeniedException, RequestTooLargeException,
   * TooManyRequestsException, and those of a file system that cannot be mounted
   */
  async invoke(
    functionArn: string,
    payload: string,
    invoker: ServiceCaller,
  ): Promise<InvocationResult> {
    await this.checkMayInvoke(functionArn, invoker);
    return this.invokeAsOwner(lastPart(functionArn), payload);
  }

  /** @throws AwsError ResourceNotFoundException, AccessDeniedException */
  async checkMayInvoke(functionArn: string, invoker: ServiceCaller): Promise<void> {
    const { context } = this.#dependencies;
    const name = lastPart(functionArn);
    const arn = context.arns.function(name);
    const policy = this.#policy(name).document ?? NOTHING;
    const verdict = await context.authorizer.mayInvoke(invoker, arn, policy);
    if (verdict.allowed) return;
    const denied = `${invoker.principal} (${invoker.sourceArn}) is not authorized to perform: lambda:InvokeFunction on resource: ${arn} ${verdict.because}`;
    context.log('iam', `DENIED ${denied}`);
    throw new AwsError('AccessDeniedException', denied, { status: 403 });
  }

  async invokeAsOwner(name: string, payload: string): Promise<InvocationResult> {
    const { context } = this.#dependencies;
    const version = this.#version(name);
    checkSize(payload, PAYLOAD_LIMIT_BYTES);
    const leave = this.#concurrency.enter(name);
    try {
      await this.#checkOnce(version);
      const result = await version.pool.invoke(payload);
      if (Buffer.byteLength(result.payload) <= PAYLOAD_LIMIT_BYTES) return result;
      const text = `Response payload size exceeded maximum allowed payload size (${PAYLOAD_LIMIT_BYTES} bytes).`;
      context.log(`lambda/${name}`, `ERROR ${text}`);
      return serviceFailure(randomUUID(), 'Function.ResponseSizeTooLarge', text);
    } finally {
      leave();
    }
  }

  /**
   * Puts an event into the function's queue, and does not wait.
   * @param from who sent it, for the log
   * @throws AwsError ResourceNotFoundException, RequestTooLargeException
   */
  enqueue(name: string, payload: string, from: string): void {
    const { context } = this.#dependencies;
    this.checkExists(name);
    checkSize(payload, EVENT_LIMIT_BYTES);
    const source = `lambda/${from}`;
    const run = () => this.invokeAsOwner(name, payload);
    runEvent({ source, functionName: name, run }, context).catch((error: unknown) => {
      if (context.closing.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      context.log(source, `EVENT LOST for ${name}: ${reason}`);
    });
  }

  /** A role that fails may be fixed by the next invocation: it is checked again. */
  #checkOnce(version: Version): Promise<void> {
    version.checked ??= this.#check(version.spec).catch((error: unknown) => {
      delete version.checked;
      throw error;
    });
    return version.checked;
  }

  async #check(spec: FunctionSpec): Promise<void> {
    const { context, logs } = this.#dependencies;
    if (!(await context.authorizer.trusts(spec.role, 'lambda.amazonaws.com'))) {
      throw new AwsError(
        'AccessDeniedException',
        `The role ${spec.role} defined for the function ${spec.name} cannot be assumed by Lambda.`,
        { status: 403 },
      );
    }
    const caller = { role: lastPart(spec.role), session: spec.name };
    await logs.warnIfMute(caller, logGroupOf(spec), `lambda/${spec.name}`);
  }

  #version(name: string): Version {
    const version = this.#versions.get(name);
    if (version) return version;
    const arn = this.#dependencies.context.arns.function(name);
    throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, { status: 404 });
  }

  #policy(name: string): ResourcePolicy {
    this.#version(lastPart(name));
    const policy = this.#policies.get(lastPart(name));
    if (policy) return policy;
    throw new Error(`${name} has no resource policy`);
  }
}

/** The code is deleted when no instance runs it any more. */
async function retire({ pool, spec }: Version): Promise<void> {
  void pool.drained.then(() => removeDirectory(spec.codeDirectory));
  await pool.retire();
}

function checkSize(payload: string, limitBytes: number): void {
  if (Buffer.byteLength(payload) <= limitBytes) return;
  throw new AwsError(
    'RequestTooLargeException',
    `Request must be smaller than ${limitBytes} bytes for the InvokeFunction operation`,
    { status: 413 },
  );
}

/** The policy of a function that no service may invoke. */
const NOTHING = { Version: '2012-10-17', Statement: [] };
