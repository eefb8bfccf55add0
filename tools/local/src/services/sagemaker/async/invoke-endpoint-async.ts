import { randomUUID } from 'node:crypto';
import { violations } from '@pilotlight/contracts';
import { Type, type Static } from 'typebox';
import { AwsError } from '../../../cloud/aws-error.ts';
import type { CloudContext } from '../../../cloud/context.ts';
import type { Call, WireRequest } from '../../../cloud/front/wire-service.ts';
import type { Endpoints } from '../endpoints.ts';
import { refuseUnknownHeaders } from '../refuse-unknown-headers.ts';
import { locationsOf, type Job } from './job.ts';

const PREFIX = 'x-amzn-sagemaker-';

const text = (maxLength: number, pattern = '^[\\x20-\\x7e]*$') =>
  Type.Optional(Type.String({ maxLength, pattern }));

/** The headers by the rest of their name. Session, output path extension and inline body are not used here. */
const Headers = Type.Object({
  'content-type': text(1024),
  accept: text(1024),
  'custom-attributes': text(1024),
  'inference-id': text(64, '^\\S[\\x20-\\x7e]*$'),
  inputlocation: Type.String({ maxLength: 1024, pattern: '^s3://[^/]+/.+$' }),
  filename: text(32, '^[^.]*\\.?[^.]*$'),
  requestttlseconds: Type.Optional(Type.Integer({ minimum: 60, maximum: 21_600 })),
  invocationtimeoutseconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 3_600 })),
});

const KNOWN = new Set(Object.keys(Headers.properties).map((name) => PREFIX + name));

const USUAL = { ttlSeconds: 21_600, timeoutSeconds: 900 };

export interface AsyncRuntimeDependencies {
  readonly endpoints: Endpoints;
  readonly context: CloudContext;
}

/** `POST /endpoints/NAME/async-invocations`: queues an invocation whose input is an object of S3. */
export function invokeEndpointAsync(
  name: string,
  request: WireRequest,
  { endpoints, context }: AsyncRuntimeDependencies,
): Call {
  const given = readHeaders(request);
  return {
    permissions: [
      {
        action: 'sagemaker:InvokeEndpointAsync',
        resource: context.arns.endpoint(name),
        resourceTags: endpoints.tagsOf(name),
      },
    ],
    async run() {
      const { jobs, config } = endpoints.serving(name);
      if (!jobs || !config.async) {
        throw refused(`Endpoint ${name} is not an asynchronous endpoint.`);
      }
      const inferenceId = given['inference-id'] ?? randomUUID();
      const locations = locationsOf(config.async, given.filename ?? inferenceId);
      jobs.add({
        ...locations,
        inferenceId,
        inputLocation: given.inputlocation,
        headers: headersOf(given, inferenceId),
        receivedAt: new Date(),
        ttlSeconds: given.requestttlseconds ?? USUAL.ttlSeconds,
        timeoutSeconds: given.invocationtimeoutseconds ?? USUAL.timeoutSeconds,
      });
      const { outputLocation, failureLocation } = locations;
      return {
        status: 202,
        headers: {
          'content-type': 'application/json',
          'x-amzn-sagemaker-outputlocation': outputLocation,
          ...(failureLocation === undefined
            ? {}
            : { 'x-amzn-sagemaker-failurelocation': failureLocation }),
        },
        body: JSON.stringify({ InferenceId: inferenceId }),
      };
    },
  };
}

/** @throws AwsError ValidationError that lists every mistake */
function readHeaders(request: WireRequest): Static<typeof Headers> {
  refuseUnknownHeaders('InvokeEndpointAsync', request, KNOWN);
  if (request.body.length > 0) {
    throw refused('The local cloud knows no inline Body of InvokeEndpointAsync.');
  }
  const given: Record<string, unknown> = {};
  for (const name of Object.keys(Headers.properties)) {
    const value = request.headers[PREFIX + name];
    if (value !== undefined) given[name] = name.endsWith('seconds') ? Number(value) : value;
  }
  const wrong = violations(Headers, given).map(
    (one) => `${PREFIX}${one.pointer.slice(1)} ${one.detail}`,
  );
  if (wrong.length === 0) return given as Static<typeof Headers>;
  throw refused(`${wrong.length} validation errors detected: ${wrong.join('; ')}`);
}

function headersOf(given: Static<typeof Headers>, inferenceId: string): Job['headers'] {
  const { 'content-type': contentType, accept, 'custom-attributes': attributes } = given;
  return {
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
    ...(accept === undefined ? {} : { accept }),
    ...(attributes === undefined ? {} : { [`${PREFIX}custom-attributes`]: attributes }),
    [`${PREFIX}inference-id`]: inferenceId,
  };
}

const refused = (message: string) => new AwsError('ValidationError', message);
