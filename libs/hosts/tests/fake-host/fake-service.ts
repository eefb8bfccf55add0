import { setTimeout as sleep } from 'node:timers/promises';
import type { HostRequest, Payload } from '../../src/index.ts';
import type { Behaviour } from '../../src/testing/index.ts';

/** An error of the service, by its name. */
export class ServiceError extends Error {
  constructor(name: 'NotFound' | 'AccessDenied' | 'TooManyRequests' | 'ConnectionReset') {
    super(`the service says ${name}`);
    this.name = name;
  }
}

/** What the container of a model answered: a body with its type, or an error. */
export type Served =
  | { readonly ok: true; readonly payload: Payload }
  | { readonly ok: false; readonly status: number; readonly message: string };

const REFUSALS = {
  absent: 'NotFound',
  denied: 'AccessDenied',
  throttled: 'TooManyRequests',
  disconnects: 'ConnectionReset',
} as const;

/** A service in memory that runs containers: what a host's AWS client is otherwise. */
export class FakeService {
  readonly received: HostRequest[] = [];
  behaviour: Behaviour = { kind: 'answers', reply: (request) => request };

  async invoke(request: HostRequest, signal: AbortSignal): Promise<Served> {
    this.received.push(request);
    const { behaviour } = this;
    switch (behaviour.kind) {
      case 'answers':
        return { ok: true, payload: await behaviour.reply(request) };
      case 'fails':
        return { ok: false, status: behaviour.status, message: behaviour.message };
      case 'hangs':
        return sleep(60_000, undefined as never, { signal });
      default:
        throw new ServiceError(REFUSALS[behaviour.kind]);
    }
  }
}
