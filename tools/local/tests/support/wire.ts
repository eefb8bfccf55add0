import { sign } from './sign.ts';
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
  let owner: Record<string, string> | undefined;
  return async function send({ service, method = 'POST', path = '/', headers, body }: WireCall) {
    owner ??= test.cloud.ownerEnvironment();
    const url = test.cloud.endpointUrl + path;
    const signed = sign(owner, { method, url, service, ...(body === undefined ? {} : { body }) });
    const response = await fetch(url, {
      method,
      headers: { ...signed, ...headers },
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
