import { awsPorts } from '@pilotlight/lifecycle/aws';
import { readFunctionConfig } from '@pilotlight/contracts';
import { createHandler } from './handler.ts';

const config = readFunctionConfig(process.env);

/** The Lambda function's entry. */
export const handler = createHandler(config, awsPorts);
