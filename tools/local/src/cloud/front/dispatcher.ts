import type { IncomingMessage } from 'node:http';
import { AwsError } from '../aws-error.ts';
import type { CloudContext } from '../context.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Caller, Sessions } from '../iam/sessions.ts';
import { readBody } from './read-body.ts';
import type { Service, WireAnswer } from './service.ts';
import { readScope } from './signature.ts';
import { wireError } from './wire-error.ts';

/** Which service a signing name means; SageMaker signs its control plane and its runtime alike. */
export type ServiceOf = (signingName: string, hasTarget: boolean) => Service | undefined;

export interface DispatcherDependencies {
  readonly context: CloudContext;
  readonly sessions: Sessions;
  readonly authorizer: Authorizer;
  readonly serviceOf: ServiceOf;
}

interface Identified {
  /** undefined for a service that has no stand-in. */
  readonly service: Service | undefined;
  /** `SERVICE:OPERATION`, for telling. */
  readonly name: string;
  readonly operation: string;
  readonly caller: Caller | undefined;
}

/** Who calls what, may they, and then the service's own answer. */
export class Dispatcher {
  readonly #dependencies: DispatcherDependencies;

  constructor(dependencies: DispatcherDependencies) {
    this.#dependencies = dependencies;
  }

  /** Errors are answers too, in the words of the service's protocol. */
  async answer(request: IncomingMessage): Promise<WireAnswer> {
    // What cannot be told by the service is told as most services do.
    let protocol: Service['protocol'] = request.headers['x-amz-target'] ? 'json' : 'rest-json';
    try {
      const identified = this.#identify(request);
      protocol = identified.service?.protocol ?? protocol;
      return await this.#dispatch(request, identified);
    } catch (error) {
      return wireError(this.#known(error, request), protocol);
    }
  }

  #identify(request: IncomingMessage): Identified {
    const target = request.headers['x-amz-target'];
    const { accessKeyId, service } = readScope(request.headers.authorization);
    const operation =
      typeof target === 'string'
        ? target.slice(target.indexOf('.') + 1)
        : `${request.method} ${request.url}`;
    return {
      service: this.#dependencies.serviceOf(service, target !== undefined),
      name: `${service}:${operation}`,
      operation,
      caller: this.#dependencies.sessions.caller(accessKeyId),
    };
  }

  async #dispatch(
    request: IncomingMessage,
    { service, name, operation, caller }: Identified,
  ): Promise<WireAnswer> {
    const { context, authorizer } = this.#dependencies;
    const deniedStatus = service && service.protocol !== 'json' ? 403 : 400;
    const body = await readBody(request, service?.bodyLimitBytes ?? 0);
    if (!caller) {
      throw new AwsError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
        { status: deniedStatus },
      );
    }
    if (service && !body) throw tooLarge(service);
    const call = service?.call(operation, {
      method: request.method ?? '',
      path: new URL(request.url ?? '/', 'http://localhost').pathname,
      headers: request.headers,
      body: body ?? Buffer.alloc(0),
    });
    if (!call) {
      context.log('wire', `UNKNOWN ${name}, called by ${caller.session}`);
      throw new AwsError(
        'UnknownOperationException',
        `The local cloud does not know the operation ${name}.`,
      );
    }
    await authorizer.authorize(caller, call.permissions, deniedStatus);
    return call.run(caller);
  }

  #known(error: unknown, request: IncomingMessage): AwsError {
    if (error instanceof AwsError) return error;
    const brokeOff = request.destroyed && !request.complete;
    if (!brokeOff) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#dependencies.context.log('wire', text);
    }
    return new AwsError('InternalFailure', 'The local cloud failed; its log says why.', {
      status: 500,
    });
  }
}

function tooLarge({ protocol, bodyLimitBytes }: Service): AwsError {
  if (protocol === 'rest-xml') {
    const message = 'Your proposed upload exceeds the maximum allowed size';
    return new AwsError('EntityTooLarge', message);
  }
  return new AwsError(
    protocol === 'json' ? 'ValidationException' : 'ValidationError',
    `1 validation error detected: Value at 'body' failed to satisfy constraint: Member must have length less than or equal to ${bodyLimitBytes}`,
  );
}
