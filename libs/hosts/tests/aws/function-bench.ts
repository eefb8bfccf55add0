import { LambdaClient } from '@aws-sdk/client-lambda';
import type { FunctionAnswer, FunctionRequest } from '@pilotlight/contracts';
import { functionHost } from '../../src/aws/index.ts';
import type { HostRequest } from '../../src/index.ts';
import {
  awsError,
  startStub,
  type Behaviour,
  type HostBench,
  type StubReply,
  type StubRequest,
} from '../../src/testing/index.ts';
import { FUNCTION_MODEL } from '../model.ts';

/** What the function returned. */
export const returned = (
  status: number,
  body: string | Uint8Array,
  contentType: string,
): StubReply => {
  const base64 = Buffer.from(body).toString('base64');
  return { body: JSON.stringify({ status, base64, contentType } satisfies FunctionAnswer) };
};

/** Lambda's answer when the function did not return. */
export const crash = (errorType: string, errorMessage: string): StubReply => ({
  headers: { 'x-amz-function-error': 'Unhandled' },
  body: JSON.stringify({ errorType, errorMessage }),
});

const requestOf = ({ body }: StubRequest): HostRequest => {
  const { base64, contentType, accept } = JSON.parse(body) as FunctionRequest;
  return { body: Buffer.from(base64, 'base64'), contentType, accept };
};

async function replyOf(behaviour: Behaviour, request: StubRequest): Promise<StubReply> {
  switch (behaviour.kind) {
    case 'answers': {
      const { body, contentType } = await behaviour.reply(requestOf(request));
      return returned(200, body, contentType);
    }
    case 'fails':
      return behaviour.status === 0
        ? crash('Error', behaviour.message)
        : returned(behaviour.status, behaviour.message, 'application/problem+json');
    case 'hangs':
      return { body: '', hangs: true };
    case 'disconnects':
      return { body: '', breaks: true };
    case 'absent':
      return awsError('ResourceNotFoundException', 'Function not found: arn', 404);
    case 'denied':
      return awsError('AccessDeniedException', 'not authorized', 403);
    case 'throttled':
      return awsError('TooManyRequestsException', 'Rate Exceeded.', 429);
  }
}

/** The function host over a stub of Lambda. */
export async function functionBench(): Promise<
  HostBench & { readonly stub: Awaited<ReturnType<typeof startStub>> }
> {
  const stub = await startStub();
  stub.reply = () => returned(200, '{}', 'application/json');
  const credentials = { accessKeyId: 'dummy', secretAccessKey: 'dummy' };
  const options = { region: 'us-east-1', endpoint: stub.url, credentials, maxAttempts: 1 };
  return {
    stub,
    host: functionHost(new LambdaClient(options)),
    model: FUNCTION_MODEL,
    get received() {
      return stub.requests.map(requestOf);
    },
    behave: (behaviour) => void (stub.reply = (request) => replyOf(behaviour, request)),
    stop: () => stub.stop(),
  };
}
