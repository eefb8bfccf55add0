import { Socket } from 'node:net';

/** What Node's network functions take first: options, a port, or a path. */
interface ConnectOptions {
  readonly path?: string | null;
  readonly port?: number | string;
  readonly host?: string;
}

/**
 * Lets this process connect to `allowed` only. Any other connection stays pending without an answer, as one from a VPC
 * that has no route: its client times out.
 * @param say gets a line for each connection that is held
 */
export function isolate(allowed: URL, say: (line: string) => void): void {
  const reached = `${allowed.hostname}:${allowed.port}`;
  const connect = Socket.prototype.connect as (this: Socket, ...args: unknown[]) => Socket;
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
    const target = targetOf(args);
    if (target === undefined || target === reached) return connect.apply(this, args);
    say(`NO ROUTE to ${target} from the VPC: on AWS this connection times out`);
    // What is written waits for the connection.
    return Object.assign(this, { connecting: true });
  } as typeof Socket.prototype.connect;
}

/** `HOST:PORT`; undefined for a socket of the file system. Node passes on its own normalised arguments as an array. */
function targetOf(args: readonly unknown[]): string | undefined {
  const [first, second] = (Array.isArray(args[0]) ? args[0] : args) as readonly unknown[];
  if (typeof first === 'object' && first !== null) {
    const { path, port, host = 'localhost' } = first as ConnectOptions;
    return path === undefined || path === null ? `${host}:${String(port)}` : undefined;
  }
  const isPath = typeof first === 'string' && !/^\d+$/.test(first);
  return isPath
    ? undefined
    : `${typeof second === 'string' ? second : 'localhost'}:${String(first)}`;
}
