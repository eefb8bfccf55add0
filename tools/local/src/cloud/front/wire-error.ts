import { randomUUID } from 'node:crypto';
import type { AwsError } from '../aws-error.ts';
import type { Service, WireAnswer } from './service.ts';

/** What S3 calls the errors that every service has. */
const S3_CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  UnrecognizedClientException: 'InvalidAccessKeyId',
};

/**
 * An error as the service's protocol tells it: by `__type` in the body, by the header `x-amzn-ErrorType`, or by S3's
 * XML.
 */
export function wireError(error: AwsError, protocol: Service['protocol']): WireAnswer {
  const { status, name, message, members } = error;
  const requestId = randomUUID();
  if (protocol === 'rest-xml') {
    const code = S3_CODES[name] ?? name;
    return {
      status,
      headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${escaped(code)}</Code><Message>${escaped(message)}</Message></Error>`,
    };
  }
  const json = protocol === 'json';
  return {
    status,
    headers: {
      'content-type': json ? 'application/x-amz-json-1.1' : 'application/json',
      'x-amzn-requestid': requestId,
      ...(json ? {} : { 'x-amzn-errortype': name }),
    },
    body: JSON.stringify({
      ...(json ? { __type: name, message } : { Message: message }),
      ...members,
    }),
  };
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
