import { randomUUID } from 'node:crypto';
import type { AwsError } from '../aws-error.ts';
import type { Service, WireAnswer } from './service.ts';

/** An error as the service's protocol tells it: by `__type` in the body, or by the header `x-amzn-ErrorType`. */
export function wireError(error: AwsError, protocol: Service['protocol']): WireAnswer {
  const json = protocol === 'json';
  return {
    status: error.status,
    headers: {
      'content-type': json ? 'application/x-amz-json-1.1' : 'application/json',
      'x-amzn-requestid': randomUUID(),
      ...(json ? {} : { 'x-amzn-errortype': error.name }),
    },
    body: JSON.stringify({
      ...(json ? { __type: error.name, message: error.message } : { Message: error.message }),
      ...error.members,
    }),
  };
}
