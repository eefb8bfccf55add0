import { connect, type Socket } from 'node:net';
import { AnswerReader } from './answer-reader.ts';

export interface CallerOptions {
  readonly port: number;
  /** The next complete request to send; undefined when there are no more. */
  next(): Buffer | undefined;
  onAnswer(milliseconds: number): void;
}

const RECEIVE_BUFFER_BYTES = 64 * 1024;

/**
 * One caller on one keep-alive connection, which sends a request when the last one is answered. Resolves when `next`
 * has no more requests and the last one is answered.
 * @throws Error for any status but 200, for an answer that is not HTTP, and for a broken connection
 */
export function runCaller({ port, next, onAnswer }: CallerOptions): Promise<undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const reader = new AnswerReader();
  const buffer = Buffer.alloc(RECEIVE_BUFFER_BYTES);
  let sentAt = 0;

  const send = (socket: Socket) => {
    const request = next();
    sentAt = performance.now();
    if (request) {
      socket.write(request);
    } else {
      resolve(undefined);
      socket.destroy();
    }
  };
  const receive = (socket: Socket, chunk: Buffer) => {
    const answer = reader.push(chunk);
    if (!answer) return;
    if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.body}`);
    onAnswer(performance.now() - sentAt);
    if (!answer.closes) return send(socket);
    // nginx closes a connection after a thousand answers; the caller continues with a new one.
    socket.removeAllListeners('close').destroy();
    open();
  };
  const open = () => {
    const socket: Socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer,
        callback(bytes) {
          try {
            receive(socket, buffer.subarray(0, bytes));
          } catch (error) {
            reject(error);
            socket.destroy();
          }
          return true;
        },
      },
    });
    socket.once('connect', () => send(socket));
    socket.once('error', reject);
    socket.once('close', () =>
      reject(new Error('the server closed the connection before it answered')),
    );
  };
  open();
  return promise;
}
