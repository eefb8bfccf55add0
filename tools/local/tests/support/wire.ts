import type { TestCloud } from './test-cloud.ts';

interface WireCall {
  readonly service: string;
  readonly method?: string;
  /** With its query. */
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** Sends single requests as the account's owner, as a tool with its own SDK does. */
export function useWire(test: TestCloud) {
  let accessKeyId: string | undefined;
  return async function send({ service, method = 'POST', path = '/', headers, body }: WireCall) {
    const { cloud } = test;
    accessKeyId ??= cloud.ownerEnvironment()['AWS_ACCESS_KEY_ID'];
    const scope = `${accessKeyId}/20260101/${cloud.region}/${service}/aws4_request`;
    const response = await fetch(cloud.endpointUrl + path, {
      method,
      headers: {
        'x-amz-date': '20260101T000000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
}

/** A call of AWS's query protocol. */
export const queryCall = (service: string, action: string): WireCall => ({
  service,
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  body: `Action=${action}&Version=2011-06-15`,
});

/** A call of AWS's JSON protocol. */
export const jsonCall = (service: string, target: string, input: object): WireCall => ({
  service,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target },
  body: JSON.stringify(input),
});
