import { violations } from '@pilotlight/contracts';
import { Type } from 'typebox';
import { AwsError } from '../../cloud/aws-error.ts';

const closed = { additionalProperties: false };

/** The only supported update besides the default: blue/green with a canary of instances and alarms. */
const DeploymentConfig = Type.Object(
  {
    BlueGreenUpdatePolicy: Type.Object(
      {
        TrafficRoutingConfiguration: Type.Object(
          {
            Type: Type.Literal('CANARY'),
            CanarySize: Type.Object(
              { Type: Type.Literal('INSTANCE_COUNT'), Value: Type.Integer({ minimum: 1 }) },
              closed,
            ),
            WaitIntervalInSeconds: Type.Integer({ minimum: 0, maximum: 3600 }),
          },
          closed,
        ),
      },
      closed,
    ),
    AutoRollbackConfiguration: Type.Object(
      {
        Alarms: Type.Array(
          Type.Object({ AlarmName: Type.String({ minLength: 1, maxLength: 255 }) }, closed),
          { minItems: 1, maxItems: 10 },
        ),
      },
      closed,
    ),
  },
  closed,
);

/** How an update shifts the traffic. */
export interface Rollout {
  readonly canaryInstances: number;
  readonly waitSeconds: number;
  readonly alarms: readonly string[];
}

/** @throws AwsError ValidationException for what the local cloud does not know */
export function readRollout(given: unknown): Rollout | undefined {
  if (given === undefined) return undefined;
  const wrong = violations(DeploymentConfig, given).map((one) => `${one.pointer} ${one.detail}`);
  if (wrong.length > 0) {
    throw new AwsError(
      'ValidationException',
      `The local cloud knows only a DeploymentConfig of a canary with alarms: ${wrong.join('; ')}`,
    );
  }
  const { BlueGreenUpdatePolicy, AutoRollbackConfiguration } = given as Type.Static<
    typeof DeploymentConfig
  >;
  const { CanarySize, WaitIntervalInSeconds } = BlueGreenUpdatePolicy.TrafficRoutingConfiguration;
  return {
    canaryInstances: CanarySize.Value,
    waitSeconds: WaitIntervalInSeconds,
    alarms: AutoRollbackConfiguration.Alarms.map(({ AlarmName }) => AlarmName),
  };
}
