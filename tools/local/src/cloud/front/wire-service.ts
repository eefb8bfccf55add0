import type { IncomingHttpHeaders } from 'node:http';
import type { Permission } from '../iam/authorizer.ts';
import type { Caller } from '../iam/sessions.ts';

export interface WireRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer<ArrayBuffer>;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A call whose request was read: the permissions it needs, and how to run it. */
export interface Call {
  readonly permissions: readonly Permission[];
  run(caller: Caller): Promise<WireAnswer>;
}

/** How a service answers the pages of other origins in a browser. */
export interface CrossOrigin {
  /** The headers that tell the browser what the page may read; none for a page that may not. */
  headers(
    request: Pick<WireRequest, 'method' | 'path' | 'headers'>,
  ): Readonly<Record<string, string>>;
  /** Answers the browser's question before a request, which nobody signs. @throws AwsError */
  preflight(request: Pick<WireRequest, 'path' | 'headers'>): WireAnswer;
}

/** The wire protocols of AWS that the stand-ins speak; `query` sends a form and answers XML. */
export type Protocol = 'json' | 'rest-json' | 'rest-xml' | 'query';

/** One AWS service behind the front server. */
export interface WireService {
  readonly protocol: Protocol;
  readonly bodyLimitBytes: number;
  /** None: a browser shows its answers to pages of no other origin. */
  readonly crossOrigin?: CrossOrigin;
  /**
   * @param operation its name for `json` and `query`; `METHOD /path?query` for the REST protocols
   * @returns undefined for an operation that the stand-in does not know
   * @throws AwsError when the request breaks the operation's own rules
   */
  call(operation: string, request: WireRequest): Call | undefined;
}
