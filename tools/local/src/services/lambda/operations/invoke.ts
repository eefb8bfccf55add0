import type { Arns } from '../../../cloud/arns.ts';
import { lastPart } from '../../../cloud/arns.ts';
import { AwsError } from '../../../cloud/aws-error.ts';
import { parseJson } from '../../../cloud/front/json-service.ts';
import type { Call, WireAnswer, WireRequest } from '../../../cloud/front/wire-service.ts';
import type { Functions } from '../functions.ts';
import type { InvocationResult } from '../result.ts';

/**
 * Invoke: waits for the function's answer, puts an event into the queue (`Event`), or only checks (`DryRun`). A
 * function that fails is a 200 with `X-Amz-Function-Error`, as on AWS.
 * @throws AwsError that names each invocation type, qualifier or header that the stand-in does not know
 */
export function invoke(
  nameOrArn: string,
  request: WireRequest,
  functions: Functions,
  arns: Arns,
): Call {
  const name = lastPart(nameOrArn);
  const { body } = request;
  const type = invocationType(request);
  return {
    permissions: [{ action: 'lambda:InvokeFunction', resource: arns.function(name) }],
    run: async ({ session }) => {
      const payload = body.length === 0 ? '{}' : body.toString();
      checkJson(payload);
      functions.checkExists(name);
      switch (type) {
        case 'DryRun':
          return { status: 204, headers: {}, body: '' };
        case 'Event':
          functions.enqueue(name, payload, session);
          return { status: 202, headers: {}, body: '' };
        case 'RequestResponse':
          return answer(await functions.invokeAsOwner(name, payload));
      }
    },
  };
}

const TYPES = ['RequestResponse', 'Event', 'DryRun'] as const;

function invocationType({ headers, query }: WireRequest): (typeof TYPES)[number] {
  const asked = headers['x-amz-invocation-type'] ?? 'RequestResponse';
  const type = TYPES.find((one) => one === asked);
  const logType = headers['x-amz-log-type'] ?? 'None';
  const qualifier = query.get('Qualifier') ?? '$LATEST';
  const unknown = [
    ...(type === undefined ? [`InvocationType ${String(asked)}`] : []),
    ...(logType === 'None' ? [] : [`LogType ${String(logType)}`]),
    ...(headers['x-amz-client-context'] === undefined ? [] : ['ClientContext']),
    ...(qualifier === '$LATEST' ? [] : [`Qualifier ${qualifier}`]),
  ];
  if (type !== undefined && unknown.length === 0) return type;
  throw new AwsError(
    'InvalidParameterValueException',
    `The local cloud does not know these options of Invoke: ${unknown.join(', ')}.`,
  );
}

function checkJson(payload: string): void {
  try {
    parseJson(Buffer.from(payload));
  } catch {
    const message = 'Could not parse request body into json: the payload is not JSON.';
    throw new AwsError('InvalidRequestContentException', message);
  }
}

function answer({ payload, functionError }: InvocationResult): WireAnswer {
  return {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'x-amz-executed-version': '$LATEST',
      ...(functionError === undefined ? {} : { 'x-amz-function-error': functionError }),
    },
    body: payload,
  };
}
