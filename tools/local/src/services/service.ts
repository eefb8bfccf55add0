import type { CloudContext } from '../cloud/context.ts';
import type { WireService } from '../cloud/front/wire-service.ts';
import type { RemoteComponent } from '../resources/component.ts';
import type { Handler, Invoke } from '../resources/handler.ts';

/** A service of a running cloud. Services that need it get the whole of what its `start` returns. */
export interface Running {
  /** What its resource handlers and tests call: `cloud.NAME`. */
  readonly control?: object;
  /** What functions and tools call, over AWS's protocols. Two with the same signing name differ in their protocol. */
  readonly wire?: readonly WireService[];
  /** Starts no more work: the cloud is closing. It runs while the cloud's processes are being stopped. */
  stop?(): Promise<void> | void;
  /** Runs when no process is left. */
  close?(): Promise<void> | void;
}

/** One AWS service of the local cloud: its state, its wire protocol and its resource types. */
export interface Service<
  Name extends string = string,
  Started extends Running = Running,
  Needs extends object = object,
> {
  readonly name: Name;
  /** The name that AWS's clients sign its requests for; `name` by default. */
  readonly signingName?: string;
  /** The services that it calls. Each is imported, so a circle fails as soon as it is loaded. */
  readonly needs?: Needs;
  start(
    context: CloudContext,
    needs: { readonly [Key in keyof Needs]: StartedOf<Needs[Key]> },
  ): Promise<Started> | Started;
  readonly resources?: readonly Handler<ControlOf<Name, NoInfer<Started>>>[];
  readonly components?: readonly RemoteComponent[];
  readonly invokes?: readonly Invoke<ControlOf<Name, NoInfer<Started>>>[];
}

/** What a service's `start` returns. */
export type StartedOf<S> = S extends { start(...given: never): infer Started }
  ? Extract<Awaited<Started>, Running>
  : never;

/** The service's member of the cloud; nothing for a service without a control. */
export type ControlOf<Name extends string, Started extends Running> = Started extends {
  readonly control: infer Control;
}
  ? { readonly [Key in Name]: Control }
  : object;

/** Types a service by what its `start` returns and by the services it needs. */
export function defineService<
  const Name extends string,
  Started extends Running,
  Needs extends object = object,
>(service: Service<Name, Started, Needs>): Service<Name, Started, Needs> {
  return service;
}
