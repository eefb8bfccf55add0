import type { FunctionModel, RealtimeModel, ServerlessModel } from '@pilotlight/contracts';

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

/** A model that a serverless endpoint serves. */
export const SERVERLESS_MODEL: ServerlessModel = {
  name: 'entailment',
  version: '1.0.0',
  serving: {
    mode: 'serverless',
    serverless: {
      endpointName: 'pilotlight-test-entailment--serverless',
      memoryMegabytes: 3072,
      maxConcurrency: 5,
    },
  },
};
