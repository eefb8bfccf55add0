import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

// Loaded before a model's code, in each thread of its process. Every connection fails and is recorded in the file
// CONNECTIONS_FILE for the lint, because the handler may catch the error.
const file = process.env['CONNECTIONS_FILE'];

function refuse(target: string): Error {
  if (file !== undefined) appendFileSync(file, `${target}\n`);
  return new Error(`no connection to ${target}: there is no network while a model is linted`);
}

/** The target in the arguments of `connect`; Node itself passes them as one array. */
function targetOf(args: readonly unknown[]): string {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first !== 'object' || first === null) {
    return `${typeof second === 'string' ? second : 'localhost'}:${String(first)}`;
  }
  const { path, host, port } = first as Record<string, unknown>;
  return path ? String(path) : `${String(host ?? 'localhost')}:${String(port)}`;
}

net.Socket.prototype.connect = function connect(this: net.Socket, ...args: unknown[]) {
  const error = refuse(targetOf(args));
  // Asynchronously, as in Node: the caller adds its error listener only after this call.
  process.nextTick(() => this.destroy(error));
  return this;
};
dgram.Socket.prototype.send = function send(...args: unknown[]) {
  throw refuse(`${args.filter((arg) => typeof arg === 'string').at(-1) ?? 'localhost'} over UDP`);
};
dgram.Socket.prototype.connect = function connect(port: number, host: unknown) {
  throw refuse(`${typeof host === 'string' ? host : 'localhost'}:${port} over UDP`);
};
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6'] as const) {
  const called = (host: string, ...rest: unknown[]) => {
    const done = rest.at(-1) as (error: Error) => void;
    process.nextTick(done, refuse(host));
  };
  Object.assign(dns, { [name]: called });
  Object.assign(dns.promises, { [name]: async (host: string) => Promise.reject(refuse(host)) });
}
syncBuiltinESMExports();
