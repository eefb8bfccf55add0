import { randomUUID } from 'node:crypto';
import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { Call, WireAnswer, WireRequest } from '../../cloud/front/wire-service.ts';
import type { Alarms } from '../cloudwatch/alarms.ts';
import type { InvocationCounts } from '../cloudwatch/invocation-counts.ts';
import { LoadRefusal, NotReady } from './container-models.ts';
import type { Endpoint } from './endpoint.ts';
import type { Endpoints } from './endpoints.ts';
import { brokenConnection, containerError, modelNotReady } from './model-error.ts';
import { postToContainer } from './post-to-container.ts';
import { refuseUnknownHeaders } from './refuse-unknown-headers.ts';

const INVOCATION_TIMEOUT_MILLISECONDS = 60_000;

/** The only headers of the caller that a container sees. */
const TO_CONTAINER = [
  'accept',
  'content-type',
  'x-amzn-sagemaker-custom-attributes',
  'x-amzn-sagemaker-inference-id',
  'x-amzn-sagemaker-target-model',
] as const;

const TARGET_MODEL = 'x-amzn-sagemaker-target-model';
const TARGET_VARIANT = 'x-amzn-sagemaker-target-variant';

const KNOWN: ReadonlySet<string> = new Set([...TO_CONTAINER, TARGET_VARIANT]);

export interface RuntimeDependencies {
  readonly endpoints: Endpoints;
  readonly counts: InvocationCounts;
  readonly alarms: Alarms;
  readonly context: CloudContext;
}

/** `POST /endpoints/NAME/invocations`: the container's answer. */
export function invokeEndpoint(
  name: string,
  request: WireRequest,
  dependencies: RuntimeDependencies,
): Call {
  refuseUnknownHeaders('InvokeEndpoint', request, KNOWN);
  const { context, endpoints } = dependencies;
  return {
    permissions: [
      {
        action: 'sagemaker:InvokeEndpoint',
        resource: context.arns.endpoint(name),
        resourceTags: endpoints.tagsOf(name),
      },
    ],
    run: () => invoke(name, request, dependencies),
  };
}

async function invoke(
  name: string,
  request: WireRequest,
  { endpoints, counts, alarms, context }: RuntimeDependencies,
): Promise<WireAnswer> {
  const endpoint = endpoints.serving(name);
  if (endpoint.jobs) {
    // SageMaker's own text is not known.
    const text = `Endpoint ${name} is asynchronous: it takes InvokeEndpointAsync only.`;
    throw new AwsError('ValidationError', text);
  }
  const fleet = endpoint.nextFleet();
  const { variantName } = fleet.config.variant;
  checkVariant(name, variantName, request);
  const target = targetModel(name, fleet.isMultiModel, request);
  if (request.body.length > fleet.payloadBytes) {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value at 'body' failed to satisfy constraint: Member must have length less than or equal to ${fleet.payloadBytes}`,
    );
  }
  counts.add(name, variantName);
  const { isOk, status, headers, body } = await fleet.use(async (container, models) => {
    const signal = AbortSignal.timeout(INVOCATION_TIMEOUT_MILLISECONDS);
    const sent = { headers: headersOf(request), body: request.body };
    const ask = (path: string) =>
      postToContainer(container.url + path, sent, { signal, endpoint: name, context });
    if (!models || target === undefined) return ask('/invocations');
    return models.use(target, signal, ask).catch((error: unknown) => {
      throw notLoaded(error, endpoint, context);
    });
  });
  alarms.answered(name, variantName, fleet.config.name, status);
  if (!isOk) throw containerError(name, status, body, context);
  if (body.length > fleet.payloadBytes) {
    const text = Buffer.from(`The response is larger than ${fleet.payloadBytes} bytes`);
    throw containerError(name, 500, text, context);
  }
  const attributes = headers['x-amzn-sagemaker-custom-attributes'];
  return {
    status: 200,
    headers: {
      'content-type': headers['content-type'] ?? 'application/octet-stream',
      'x-amzn-invoked-production-variant': variantName,
      ...(attributes === undefined
        ? {}
        : { 'x-amzn-sagemaker-custom-attributes': String(attributes) }),
    },
    body,
  };
}

/** The caller's headers that the container gets. */
function headersOf({ headers }: WireRequest): Record<string, string> {
  const passed = TO_CONTAINER.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(passed);
}

/** @throws AwsError ValidationError for another variant: an endpoint here has one */
function checkVariant(endpoint: string, variant: string, { headers }: WireRequest): void {
  const wanted = headers[TARGET_VARIANT];
  if (wanted === undefined || wanted === variant) return;
  throw new AwsError(
    'ValidationError',
    `Variant ${String(wanted)} not found for endpoint ${endpoint}.`,
  );
}

/** @throws AwsError ValidationError without a target on a multi-model endpoint, or with one on another */
function targetModel(
  endpoint: string,
  isMultiModel: boolean,
  { headers }: WireRequest,
): string | undefined {
  const target = headers[TARGET_MODEL];
  if (isMultiModel && typeof target === 'string' && target !== '') return target;
  if (isMultiModel) {
    throw new AwsError(
      'ValidationError',
      `Request ${randomUUID()} is missing a target model header, which the multi-model endpoint ${endpoint} needs.`,
    );
  }
  if (target === undefined) return undefined;
  throw new AwsError(
    'ValidationError',
    `Endpoint ${endpoint} is not a multi-model endpoint and does not support target model header.`,
  );
}

/** The caller's error for a target model that could not be loaded. */
function notLoaded(error: unknown, { name }: Endpoint, context: CloudContext): unknown {
  if (error instanceof NotReady) return modelNotReady();
  if (error instanceof LoadRefusal) return containerError(name, error.status, error.body, context);
  // Anything else that has no answer of AWS yet: the container broke the connection while it loaded.
  return error instanceof AwsError ? error : brokenConnection(name, context);
}
