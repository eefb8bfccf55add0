import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { realtimeHost, serverlessHost } from '../../src/aws/index.ts';
import type { AskedModel, Host, HostRequest } from '../../src/index.ts';
import {
  awsError,
  startStub,
  type Behaviour,
  type StubReply,
  type StubRequest,
} from '../../src/testing/index.ts';
import { MODEL, SERVERLESS_MODEL } from '../model.ts';

/** SageMaker's answer when the container answered with an error. */
export const modelError = (status: number, message: string): StubReply => ({
  status: 424,
  headers: { 'x-amzn-errortype': 'ModelError' },
  body: JSON.stringify({
    ErrorCode: 'CLIENT_ERROR_FROM_MODEL',
    LogStreamArn: 'arn:aws:logs:x',
    Message: `Received client error (${status}) from primary with message "${message}".`,
    OriginalMessage: message,
    OriginalStatusCode: status,
  }),
});

const requestOf = ({ bytes, headers }: StubRequest): HostRequest => ({
  body: bytes,
  contentType: String(headers['content-type']),
  accept: String(headers['accept']),
});

async function replyOf(
  behaviour: Behaviour,
  endpointName: string,
  request: StubRequest,
): Promise<StubReply> {
  switch (behaviour.kind) {
    case 'answers': {
      const { body, contentType } = await behaviour.reply(requestOf(request));
      return { body, headers: { 'content-type': contentType } };
    }
    case 'fails':
      return modelError(behaviour.status, behaviour.message);
    case 'hangs':
      return { body: '', hangs: true };
    case 'disconnects':
      return { body: '', breaks: true };
    case 'absent':
      return awsError(
        'ValidationError',
        `Endpoint ${endpointName} of account 123456789012 not found.`,
      );
    case 'denied':
      return awsError('AccessDeniedException', 'not authorized');
    case 'throttled':
      return awsError('ThrottlingException', 'Rate exceeded');
  }
}

/** The bench of a host that calls InvokeEndpoint, over a stub of SageMaker's runtime. */
async function endpointBench<Model extends AskedModel>(
  hostOf: (runtime: SageMakerRuntimeClient) => Host<Model>,
  model: Model,
  endpointName: string,
) {
  const stub = await startStub();
  const credentials = { accessKeyId: 'dummy', secretAccessKey: 'dummy' };
  const options = { region: 'us-east-1', endpoint: stub.url, credentials, maxAttempts: 1 };
  return {
    stub,
    host: hostOf(new SageMakerRuntimeClient(options)),
    model,
    get received() {
      return stub.requests.map(requestOf);
    },
    behave: (behaviour: Behaviour) =>
      void (stub.reply = (request) => replyOf(behaviour, endpointName, request)),
    stop: () => stub.stop(),
  };
}

export const realtimeBench = () =>
  endpointBench(realtimeHost, MODEL, MODEL.serving.endpoint.endpointName);

export const serverlessBench = () =>
  endpointBench(serverlessHost, SERVERLESS_MODEL, SERVERLESS_MODEL.serving.serverless.endpointName);
