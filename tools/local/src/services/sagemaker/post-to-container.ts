import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { CloudContext } from '../../cloud/context.ts';
import { brokenConnection, timedOut } from './model-error.ts';

export interface ContainerAnswer {
  readonly isOk: boolean;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * One POST to a container. Node's `fetch` would give up after five minutes, and an asynchronous invocation may last an
 * hour.
 * @param signal aborts at the invocation's time-out
 * @throws AwsError ModelError when the container does not answer
 */
export async function postToContainer(
  url: string,
  { headers, body }: { headers: Readonly<Record<string, string>>; body: Buffer },
  { signal, endpoint, context }: { signal: AbortSignal; endpoint: string; context: CloudContext },
): Promise<ContainerAnswer> {
  const sent = request(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': body.length },
    signal,
    agent: false,
  });
  try {
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
    const { statusCode: status = 0 } = response;
    const isOk = status >= 200 && status < 300;
    return { isOk, status, headers: response.headers, body: Buffer.concat(chunks) };
  } catch {
    throw signal.aborted ? timedOut(endpoint, context) : brokenConnection(endpoint, context);
  }
}
