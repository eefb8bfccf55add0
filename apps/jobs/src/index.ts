import { readDeployment } from '@pilotlight/lifecycle';
import { awsPorts, observed } from '@pilotlight/lifecycle/aws';
import { createHandler } from './handler.ts';

const deployment = readDeployment(import.meta.url);

/** The Lambda function's entry. */
export const handler = observed(createHandler(deployment, awsPorts(deployment)));
