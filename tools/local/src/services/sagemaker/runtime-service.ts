import { randomUUID } from 'node:crypto';
import type { Alarms } from '../cloudwatch/alarms.ts';
import type { InvocationCounts } from '../cloudwatch/invocation-counts.ts';
import type { CloudContext } from '../../cloud/context.ts';
import { AwsError } from '../../cloud/aws-error.ts';
import type { WireService, WireAnswer, WireRequest } from '../../cloud/front/wire-service.ts';
import type { Endpoint } from './endpoint.ts';
import type { Endpoints } from './endpoints.ts';
import { LoadRefusal, NotReady } from './container-models.ts';
import { brokenConnection, containerError, timedOut } from './model-error.ts';

/** The API's limit for the body of a request and of a response. */
const BODY_LIMIT_BYTES = 6 * 1024 * 1024;
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

/** SageMaker Runtime: `POST /endpoints/NAME/invocations`. */
export function sageMakerRuntimeService(surroundings: Surroundings): WireService {
  return {
    protocol: 'rest-json',
    bodyLimitBytes: BODY_LIMIT_BYTES,
    call(_operation, request) {
      const name = /^\/endpoints\/([^/]+)\/invocations$/.exec(request.path)?.[1];
      if (request.method !== 'POST' || name === undefined) return undefined;
      refuseUnknown(request);
      const resource = surroundings.context.arns.endpoint(name);
      return {
        permissions: [
          {
            action: 'sagemaker:InvokeEndpoint',
            resource,
            resourceTags: surroundings.endpoints.tagsOf(name),
          },
        ],
        run: () => invoke(name, request, surroundings),
      };
    },
  };
}

interface Surroundings {
  readonly endpoints: Endpoints;
  readonly counts: InvocationCounts;
  readonly alarms: Alarms;
  readonly context: CloudContext;
}

async function invoke(
  name: string,
  request: WireRequest,
  { endpoints, counts, alarms, context }: Surroundings,
): Promise<WireAnswer> {
  const endpoint = endpoints.findServing(name);
  if (!endpoint) {
    throw new AwsError(
      'ValidationError',
      `Endpoint ${name} of account ${context.accountId} not found.`,
    );
  }
  const fleet = endpoint.nextFleet();
  checkVariant(name, fleet.config.variant.variantName, request);
  const target = targetModel(name, fleet.isMultiModel, request);
  counts.add(name, fleet.config.variant.variantName);
  const signal = AbortSignal.timeout(INVOCATION_TIMEOUT_MILLISECONDS);
  const used = await fleet.use(async (container, models) => {
    const ask = async (path: string) => {
      const response = await post(container.url + path, request, signal, endpoint, context);
      const body = await response.arrayBuffer().catch(() => fail(endpoint, context));
      return { response, body: Buffer.from(body) };
    };
    if (!models || target === undefined) return ask('/invocations');
    return models.use(target, signal, ask).catch((error: unknown) => {
      throw notLoaded(error, endpoint, context);
    });
  });
  if (!used) {
    throw new AwsError('ServiceUnavailable', 'The container is being replaced.', { status: 503 });
  }
  const { response, body } = used.answer;
  alarms.answered(name, fleet.config.variant.variantName, fleet.config.name, response.status);
  if (!response.ok) throw containerError(endpoint.name, response.status, body, context);
  if (body.length > BODY_LIMIT_BYTES) {
    const text = Buffer.from(`The response is larger than ${BODY_LIMIT_BYTES} bytes`);
    throw containerError(endpoint.name, 500, text, context);
  }
  const attributes = response.headers.get('x-amzn-sagemaker-custom-attributes');
  return {
    status: 200,
    headers: {
      'content-type': response.headers.get('content-type') ?? 'application/octet-stream',
      'x-amzn-invoked-production-variant': fleet.config.variant.variantName,
      ...(attributes === null ? {} : { 'x-amzn-sagemaker-custom-attributes': attributes }),
    },
    body,
  };
}

/** Refuses unknown headers instead of ignoring them: AWS would act on them. */
function refuseUnknown({ headers }: WireRequest): void {
  const unknown = Object.keys(headers).filter(
    (name) => name.startsWith('x-amzn-sagemaker-') && !KNOWN.has(name),
  );
  if (unknown.length === 0) return;
  throw new AwsError(
    'ValidationError',
    `The local cloud does not know these headers of InvokeEndpoint: ${unknown.join(', ')}.`,
  );
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
function notLoaded(error: unknown, endpoint: Endpoint, context: CloudContext): unknown {
  if (error instanceof NotReady) {
    return new AwsError(
      'ModelNotReadyException',
      'The model is not ready for inference serving yet. Wait and try your request again.',
      { status: 429 },
    );
  }
  if (error instanceof LoadRefusal) {
    return containerError(endpoint.name, error.status, error.body, context);
  }
  // Anything else that has no answer of AWS yet: the container broke the connection while it loaded.
  return error instanceof AwsError ? error : brokenConnection(endpoint.name, context);
}

async function post(
  url: string,
  { headers, body }: WireRequest,
  signal: AbortSignal,
  endpoint: Endpoint,
  context: CloudContext,
): Promise<Response> {
  const passed = TO_CONTAINER.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  try {
    return await fetch(url, {
      method: 'POST',
      headers: Object.fromEntries(passed),
      body,
      redirect: 'manual',
      signal,
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') {
      throw timedOut(endpoint.name, context);
    }
    return fail(endpoint, context);
  }
}

function fail(endpoint: Endpoint, context: CloudContext): never {
  throw brokenConnection(endpoint.name, context);
}
