import { observed, reaperPorts } from '@pilotlight/lifecycle/aws';
import { readReaperConfig } from '@pilotlight/contracts';
import { createHandler } from './handler.ts';

const config = readReaperConfig(process.env);

/** The Lambda function's entry. */
export const handler = observed(createHandler(config, reaperPorts(config)));
