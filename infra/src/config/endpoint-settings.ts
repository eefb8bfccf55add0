import { Type } from 'typebox';
import { setting, type Values } from './setting.ts';

/** So that a canary of one instance takes at least a tenth of the traffic; the alarm's share of errors assumes that. */
const INSTANCES_MOST = 10;

/** What can be set for the endpoint of one model, and for the whole stack. */
export const ENDPOINT_SETTINGS = {
  instanceType: setting(
    // A `g` after the generation means Graviton, a `gb` part Grace Blackwell: Arm can't run the linux/amd64 image.
    Type.String({ pattern: '^ml\\.(?![a-z]+\\d+g)(?![a-z0-9]+-gb\\d)[a-z0-9-]+\\.[a-z0-9]+$' }),
    'a SageMaker instance type with an x86-64 processor, such as ml.m5.large',
  ),
  instanceCount: setting(
    Type.Integer({ minimum: 1, maximum: INSTANCES_MOST }),
    `an integer from 1 to ${INSTANCES_MOST}`,
  ),
  idleMinutes: setting(
    Type.Number({ minimum: 0.1, maximum: 7 * 24 * 60 }),
    'a number of minutes from 0.1 to 10080',
  ),
};

export type EndpointSettings = Values<typeof ENDPOINT_SETTINGS>;
