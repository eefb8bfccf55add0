import type { Cloud } from '../../src/cloud/index.ts';
import { SERVICES } from '../../src/services/index.ts';

/** What each control answers: values that differ from the inputs. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  putRole: { arn: 'arn:aws:iam::000000000000:role/made' },
  createTable: { arn: 'arn:aws:dynamodb:here:000000000000:table/made' },
  createBucket: { arn: 'arn:aws:s3:::made' },
  createTopic: { arn: 'arn:aws:sns:here:000000000000:made' },
  subscribe: { arn: 'arn:aws:sns:here:000000000000:made:subscribed' },
  createRepository: { arn: 'arn:aws:ecr:here:000000000000:repository/made', url: 'registry/made' },
  createFileSystem: {
    id: 'fs-made',
    arn: 'arn:aws:elasticfilesystem:here:000000000000:file-system/fs-made',
  },
  createAccessPoint: { id: 'fsap-made', arn: 'arn:access-point' },
  createMountTarget: { id: 'fsmt-made', availabilityZoneName: 'herea' },
  create: 'id-made',
  issueToken: { password: 'a token', expiresAt: new Date(0) },
  putImage: { digest: 'sha256:made', ref: 'registry/made:latest@sha256:made' },
  createModel: { arn: 'arn:aws:sagemaker:here:000000000000:model/made' },
  createEndpointConfig: { arn: 'arn:aws:sagemaker:here:000000000000:endpoint-config/made' },
  createEndpoint: Promise.resolve({ arn: 'arn:aws:sagemaker:here:000000000000:endpoint/made' }),
  checkFunction: Promise.resolve(),
  findCode: Promise.resolve({ codeDirectory: '/found', codeIsLasting: true }),
  putFunction: { arn: 'arn:aws:lambda:here:000000000000:function:made', invokeArn: 'arn:invoke' },
  invokeAsOwner: { payload: 'null' },
  registerTarget: { arn: 'arn:target', roleArn: 'arn:role' },
  putPolicy: { arn: 'arn:policy', alarmArns: [] },
  putMetricAlarm: { arn: 'arn:aws:cloudwatch:here:000000000000:alarm:made' },
  createLogGroup: { arn: 'arn:aws:logs:here:000000000000:log-group:made' },
  putRule: { arn: 'arn:aws:events:here:000000000000:rule/made' },
  describe: { state: 'DISABLED' },
  createApi: { id: 'api1', arn: 'arn:api', apiEndpoint: 'http://made', executionArn: 'arn:exec' },
  putIntegration: { id: 'integration1' },
  putRoute: { id: 'route1' },
};

export interface RecordingCloud {
  readonly cloud: Cloud;
  /** `service.method` and its arguments, in the order of the calls. */
  readonly calls: readonly (readonly [string, ...unknown[]])[];
}

/** A cloud that creates nothing and records its calls. */
export function recordingCloud(): RecordingCloud {
  const calls: [string, ...unknown[]][] = [];
  const control = (service: string) =>
    new Proxy(
      {},
      {
        get:
          // A test may override a method.
          (own: Record<string, unknown>, method: string) =>
            own[method] ??
            ((...args: unknown[]) => {
              calls.push([`${service}.${method}`, ...args]);
              return ANSWERS[method];
            }),
      },
    );
  const cloud = {
    region: 'here',
    accountId: '000000000000',
    endpointUrl: 'http://made',
    ...Object.fromEntries(SERVICES.map(({ name }) => [name, control(name)])),
    close: () => Promise.resolve(),
  };
  return { cloud: cloud as unknown as Cloud, calls };
}
