import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AwsError } from '../aws-error.ts';
import type { Log } from '../context.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Sessions } from '../iam/sessions.ts';
import { authenticate } from './authenticate.ts';
import { readBody } from './read-body.ts';
import { findScope, readSignature } from './signature.ts';
import { wireError } from './wire-error.ts';
import type { Protocol, WireRequest, WireService, WireAnswer } from './wire-service.ts';

/** Finds a service by its signing name. `hasTarget` tells SageMaker's control plane from its runtime: they share one. */
export type ServiceOf = (signingName: string, hasTarget: boolean) => WireService | undefined;

/** A request and its answer, for tests that judge what is sent. */
export interface Exchange {
  readonly request: WireRequest;
  readonly answer: WireAnswer;
}

export type Recorder = (exchange: Exchange) => void;

export interface DispatcherDependencies {
  readonly log: Log;
  readonly sessions: Sessions;
  readonly authorizer: Authorizer;
  readonly serviceOf: ServiceOf;
  readonly record?: Recorder | undefined;
}

/** Body limit for a service without a stand-in: its body is read only to name the operation. */
const UNKNOWN_SERVICE_LIMIT_BYTES = 1024 * 1024;

/** The answer to a call that does not arrive: its caller waits until it gives up. */
const NO_ANSWER = new Promise<never>(() => undefined);

/** Identifies caller and operation, checks the permissions, and returns the service's answer. */
export class Dispatcher {
  readonly #dependencies: DispatcherDependencies;

  constructor(dependencies: DispatcherDependencies) {
    this.#dependencies = dependencies;
  }

  /** An error becomes an answer in the service's protocol. Every answer has a request id. */
  async answer(request: IncomingMessage): Promise<WireAnswer> {
    const requestId = randomUUID();
    const service = this.#serviceOf(request);
    const protocol = service?.protocol ?? protocolOf(request);
    let read: WireRequest | undefined;
    const told = await this.#dispatch(request, service, protocol, (wire) => (read = wire)).catch(
      (error: unknown) => wireError(this.#known(error, request), protocol, requestId),
    );
    const header = protocol === 'rest-xml' ? 'x-amz-request-id' : 'x-amzn-requestid';
    const shared = service?.crossOrigin?.headers({
      method: request.method ?? '',
      headers: request.headers,
      ...parsedUrl(request),
    });
    const answer = { ...told, headers: { [header]: requestId, ...shared, ...told.headers } };
    if (read) this.#dependencies.record?.({ request: read, answer });
    return answer;
  }

  #serviceOf(request: IncomingMessage): WireService | undefined {
    const { headers } = request;
    const scope = findScope({ headers, ...parsedUrl(request) });
    const hasTarget = headers['x-amz-target'] !== undefined;
    return scope && this.#dependencies.serviceOf(scope.service, hasTarget);
  }

  async #dispatch(
    request: IncomingMessage,
    service: WireService | undefined,
    protocol: Protocol,
    onRead: (request: WireRequest) => void,
  ): Promise<WireAnswer> {
    const { log, authorizer, sessions } = this.#dependencies;
    const { method = '', headers } = request;
    const url = parsedUrl(request);
    if (method === 'OPTIONS' && service?.crossOrigin) {
      return service.crossOrigin.preflight({ headers, ...url });
    }
    const signature = readSignature({ headers, ...url });
    const deniedStatus = protocol === 'json' ? 400 : 403;
    const body = await readBody(request, service?.bodyLimitBytes ?? UNKNOWN_SERVICE_LIMIT_BYTES);
    const operation = operationOf(request, protocol, body);
    const { scope } = signature;
    const name = `${scope.service}:${operation}`;
    if (!body) throw service ? tooLarge(service) : unknown(name);
    const wire: WireRequest = { method, ...url, headers, body };
    onRead(wire);
    const caller = authenticate(wire, signature, sessions, deniedStatus);
    const way = caller.network?.(scope.service);
    if (way && 'because' in way) {
      const told = `${caller.session} calls ${name}, but ${way.because}: on AWS this call times out`;
      log('ec2', `NO ROUTE ${told}`);
      return NO_ANSWER;
    }
    const call = service?.call(operation, wire);
    if (!call) {
      log('wire', `UNKNOWN ${name}, called by ${caller.session}`);
      throw unknown(name);
    }
    if (way) await authorizer.authorizeOnEndpoint(caller, call.permissions, way.policy);
    await authorizer.authorize(caller, call.permissions, deniedStatus);
    return call.run(caller);
  }

  #known(error: unknown, request: IncomingMessage): AwsError {
    if (error instanceof AwsError) return error;
    const brokeOff = request.destroyed && !request.complete;
    if (!brokeOff) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#dependencies.log('wire', text);
    }
    return new AwsError('InternalFailure', 'The local cloud failed; its log says why.', {
      status: 500,
    });
  }
}

/** The path as it came: `URL` would resolve the dots of a key such as `a/../b`. */
function parsedUrl({ url = '/' }: IncomingMessage): Pick<WireRequest, 'path' | 'query'> {
  const end = url.indexOf('?');
  if (end < 0) return { path: url, query: new URLSearchParams() };
  return { path: url.slice(0, end), query: new URLSearchParams(url.slice(end + 1)) };
}

/** Guesses the protocol from the request, for a service without a stand-in. */
function protocolOf({ headers }: IncomingMessage): Protocol {
  if (headers['x-amz-target'] !== undefined) return 'json';
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm ? 'query' : 'rest-json';
}

function operationOf(
  { headers, method, url }: IncomingMessage,
  protocol: Protocol,
  body: Buffer | undefined,
): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.slice(target.indexOf('.') + 1);
  const action =
    protocol === 'query' && body ? new URLSearchParams(body.toString()).get('Action') : null;
  // A presigned URL is a secret: it is not logged.
  return action ?? `${method} ${url?.replace(/\?.*X-Amz-Signature=.*/, '')}`;
}

function unknown(name: string): AwsError {
  const message = `The local cloud does not know the operation ${name}.`;
  return new AwsError('UnknownOperationException', message);
}

function tooLarge({ protocol, bodyLimitBytes }: WireService): AwsError {
  if (protocol === 'rest-xml') {
    const message = 'Your proposed upload exceeds the maximum allowed size';
    return new AwsError('EntityTooLarge', message);
  }
  return new AwsError(
    protocol === 'json' ? 'ValidationException' : 'ValidationError',
    `1 validation error detected: Value at 'body' failed to satisfy constraint: Member must have length less than or equal to ${bodyLimitBytes}`,
  );
}
