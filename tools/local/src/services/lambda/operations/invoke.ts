import type { Arns } from '../../../cloud/arns.ts';
import { lastPart } from '../../../cloud/arns.ts';
import { AwsError } from '../../../cloud/aws-error.ts';
import { parseJson } from '../../../cloud/front/json-service.ts';
import type { Call, WireAnswer, WireRequest } from '../../../cloud/front/wire-service.ts';
import type { Functions } from '../functions.ts';

/**
 * Invoke: `RequestResponse` and `DryRun`. A function that fails is a 200 with `X-Amz-Function-Error`, as on AWS.
 * @throws AwsError that names each invocation type, qualifier or header that the stand-in does not know
 */
export function invoke(
  nameOrArn: string,
  { headers, query, body }: WireRequest,
  functions: Functions,
  arns: Arns,
): Call {
  const name = lastPart(nameOrArn);
  const type = headers['x-amz-invocation-type'] ?? 'RequestResponse';
  const unknown = [
    ...(type === 'RequestResponse' || type === 'DryRun' ? [] : [`InvocationType ${String(type)}`]),
    ...(headers['x-amz-log-type'] === undefined || headers['x-amz-log-type'] === 'None'
      ? []
      : [`LogType ${String(headers['x-amz-log-type'])}`]),
    ...(headers['x-amz-client-context'] === undefined ? [] : ['ClientContext']),
    ...((query.get('Qualifier') ?? '$LATEST') === '$LATEST'
      ? []
      : [`Qualifier ${query.get('Qualifier') ?? ''}`]),
  ];
  if (unknown.length > 0) {
    throw new AwsError(
      'InvalidParameterValueException',
      `The local cloud does not know these options of Invoke: ${unknown.join(', ')}.`,
    );
  }
  return {
    permissions: [{ action: 'lambda:InvokeFunction', resource: arns.function(name) }],
    run: async () => {
      const payload = body.length === 0 ? '{}' : body.toString();
      checkJson(payload);
      functions.checkExists(name);
      if (type === 'DryRun') return { status: 204, headers: {}, body: '' };
      return answer(await functions.invokeAsOwner(name, payload));
    },
  };
}

function checkJson(payload: string): void {
  try {
    parseJson(Buffer.from(payload));
  } catch {
    const message = 'Could not parse request body into json: the payload is not JSON.';
    throw new AwsError('InvalidRequestContentException', message);
  }
}

function answer(result: Awaited<ReturnType<Functions['invokeAsOwner']>>): WireAnswer {
  const { payload, functionError } = result;
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
