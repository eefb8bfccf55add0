import type { AsyncModel, DeployedModel, ServerlessModel } from '@pilotlight/contracts';
import {
  asyncModel,
  deployedEndpoint,
  deployedModel,
  serverlessModel,
} from '@pilotlight/lifecycle/testing';
import { ASYNC, MODEL_FUNCTION, SERVERLESS, STACK } from './settings.ts';

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

const { serverless } = serverlessModel(NAME).serving;

/** The same model, served by a serverless endpoint. */
export const SERVERLESS_MODEL: ServerlessModel = {
  ...MODEL,
  serving: { mode: 'serverless', serverless: { ...serverless, ...SERVERLESS } },
};

const { endpointName } = asyncModel(NAME).serving.async;

/** The same model, served by an asynchronous endpoint. */
export const ASYNC_MODEL: AsyncModel = {
  ...MODEL,
  serving: { mode: 'async', async: { endpointName, ...ASYNC } },
};
