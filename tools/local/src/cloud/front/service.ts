import type { IncomingHttpHeaders } from 'node:http';
import type { Permission } from '../iam/authorizer.ts';
import type { Caller } from '../iam/sessions.ts';

export interface WireRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer<ArrayBuffer>;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A call whose request has been read: what IAM must allow, and then what it does. */
export interface Call {
  readonly permissions: readonly Permission[];
  run(caller: Caller): Promise<WireAnswer>;
}

/** One AWS service as the front server speaks it. */
export interface Service {
  readonly protocol: 'json' | 'rest-json' | 'rest-xml';
  readonly bodyLimitBytes: number;
  /**
   * @returns undefined for an operation that the stand-in does not know
   * @throws AwsError when the request breaks the operation's own rules
   */
  call(operation: string, request: WireRequest): Call | undefined;
}
