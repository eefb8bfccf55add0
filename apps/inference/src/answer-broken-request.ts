import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { problem, PROBLEM_MEDIA_TYPE } from '@pilotlight/contracts';
import { SERVER_LIMITS } from './limits.ts';

const DETAILS: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: `The request was not complete within ${SERVER_LIMITS.requestSeconds} s (its headers within ${SERVER_LIMITS.headersSeconds} s)`,
  HPE_HEADER_OVERFLOW: `The headers are larger than ${SERVER_LIMITS.headersBytes} bytes`,
};

/** Answers a malformed or too slow HTTP request, and closes its connection. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const detail = DETAILS[error.code ?? ''] ?? 'This is not a valid HTTP request';
  const document = problem('request_invalid', detail);
  const body = JSON.stringify(document);
  if (socket.writable) {
    const head = [
      `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status]}`,
      `content-type: ${PROBLEM_MEDIA_TYPE}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroy(error);
}
