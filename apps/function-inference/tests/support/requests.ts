import type { FunctionAnswer, FunctionRequest } from '@pilotlight/contracts';

/** A JSON body as the API sends it. */
export function jsonRequest(input: unknown, accept = '*/*'): FunctionRequest {
  const base64 = Buffer.from(JSON.stringify(input)).toString('base64');
  return { base64, contentType: 'application/json', accept };
}

export const textOf = ({ base64 }: FunctionAnswer) => Buffer.from(base64, 'base64').toString();

export const jsonOf = (answer: FunctionAnswer) => JSON.parse(textOf(answer)) as unknown;
