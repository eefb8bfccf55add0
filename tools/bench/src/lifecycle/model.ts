import type { DeployedModel } from '@pilotlight/contracts';
import { deployedEndpoint, deployedModel } from '@pilotlight/lifecycle/testing';
import { MODEL_FUNCTION, STACK } from './settings.ts';

const NAME = 'entailment';
const { instanceType, idleMinutes } = STACK;

/** The endpoint of every simulation, as a stack with the defaults deploys it. */
export const ENDPOINT = deployedEndpoint(NAME, { instanceType, idleMinutes });

/** Its only model. */
export const MODEL = deployedModel(NAME, ENDPOINT);

const lambda = {
  functionName: `pilotlight-test-model-${NAME}`,
  memoryMegabytes: MODEL_FUNCTION.memoryMegabytes,
};

/** The same model, served by a function. */
export const FUNCTION_MODEL: DeployedModel = {
  ...MODEL,
  serving: { mode: 'function', function: lambda },
};

/** The same model, served by a function and, while that pays, by the endpoint. */
export const AUTO_MODEL: DeployedModel = {
  ...MODEL,
  serving: {
    mode: 'auto',
    function: lambda,
    endpoint: { ...ENDPOINT, functions: [NAME] },
  },
};
