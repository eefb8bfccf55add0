import type { FunctionModel, RealtimeModel } from '@pilotlight/contracts';

/** A model on its own endpoint. */
export const MODEL: RealtimeModel = {
  name: 'entailment',
  version: '1.0.0',
  serving: {
    mode: 'realtime',
    endpoint: {
      key: 'entailment',
      endpointName: 'pilotlight-test-entailment',
      endpointConfigName: 'config-1',
      instanceType: 'ml.m5.large',
      instanceCount: 1,
      idleMinutes: 40,
      models: ['entailment'],
    },
  },
};

/** A model that a function serves. */
export const FUNCTION_MODEL: FunctionModel = {
  name: 'entailment',
  version: '1.0.0',
  serving: {
    mode: 'function',
    function: { functionName: 'pilotlight-test-model-entailment', memoryMegabytes: 1769 },
  },
};
