import { Type, type Static } from 'typebox';

/** So that a canary of one instance takes at least a tenth of the traffic; the alarm's share of errors assumes that. */
const INSTANCES_MOST = 10;

/** What can be set for each endpoint, or for the whole stack. */
export const ENDPOINT_SETTINGS = {
  // A `g` after the generation means Graviton, a `gb` part Grace Blackwell: Arm can't run the linux/amd64 image.
  instanceType: Type.String({
    pattern: '^ml\\.(?![a-z]+\\d+g)(?![a-z0-9]+-gb\\d)[a-z0-9-]+\\.[a-z0-9]+$',
  }),
  instanceCount: Type.Integer({ minimum: 1, maximum: INSTANCES_MOST }),
  idleMinutes: Type.Number({ minimum: 0.1, maximum: 7 * 24 * 60 }),
};

/** What each of them must be, as an error says it. */
export const ENDPOINT_WANTED: Readonly<Record<keyof typeof ENDPOINT_SETTINGS, string>> = {
  instanceType: 'a SageMaker instance type with an x86-64 processor, such as ml.m5.large',
  instanceCount: `an integer from 1 to ${INSTANCES_MOST}`,
  idleMinutes: 'a number of minutes from 0.1 to 10080',
};

export interface EndpointSettings {
  readonly instanceType: Static<typeof ENDPOINT_SETTINGS.instanceType>;
  readonly instanceCount: Static<typeof ENDPOINT_SETTINGS.instanceCount>;
  readonly idleMinutes: Static<typeof ENDPOINT_SETTINGS.idleMinutes>;
}
