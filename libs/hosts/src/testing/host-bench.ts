import type { AskedModel, Host, HostRequest, Payload } from '../host.ts';

/** What happens to the requests of a test, from now on. */
export type Behaviour =
  /** The container answers. */
  | {
      readonly kind: 'answers';
      readonly reply: (request: HostRequest) => Payload | Promise<Payload>;
    }
  /** The container answers with an HTTP error, or breaks the connection: `status` 0. */
  | { readonly kind: 'fails'; readonly status: number; readonly message: string }
  /** The container never answers. */
  | { readonly kind: 'hangs' }
  /** Nothing that could answer is in service. */
  | { readonly kind: 'absent' }
  /** The connection to AWS breaks. */
  | { readonly kind: 'disconnects' }
  /** AWS refuses the call. */
  | { readonly kind: 'denied' | 'throttled' };

/** A host, and a container behind it that does as it is told. */
export interface HostBench {
  readonly host: Host;
  readonly model: AskedModel;
  /** The requests that the container got, oldest first. */
  readonly received: readonly HostRequest[];
  behave(behaviour: Behaviour): void;
  stop(): Promise<void>;
}
