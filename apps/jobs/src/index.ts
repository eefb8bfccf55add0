import { awsPorts, observed } from '@pilotlight/lifecycle/aws';
import { readFunctionConfig } from '@pilotlight/contracts';
import { createHandler } from './handler.ts';

const config = readFunctionConfig(process.env);

/** The Lambda function's entry. */
export const handler = observed(createHandler(config, awsPorts));
