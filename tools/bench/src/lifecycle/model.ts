import { deployedEndpoint, deployedModel } from '@pilotlight/lifecycle/testing';
import { STACK } from './settings.ts';

const NAME = 'entailment';
const { instanceType, idleMinutes } = STACK;

/** The endpoint of every simulation, as a stack with the defaults deploys it. */
export const ENDPOINT = deployedEndpoint(NAME, { instanceType, idleMinutes });

/** Its only model. */
export const MODEL = deployedModel(NAME, ENDPOINT);
