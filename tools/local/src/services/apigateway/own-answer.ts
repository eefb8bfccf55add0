import type { ApiAnswer } from './answer.ts';

/** Messages that are API Gateway's own, by status. */
const OWN = {
  400: 'Bad Request',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** An answer that is API Gateway's own, not a function's. */
export function ownAnswer(status: keyof typeof OWN): ApiAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    cookies: [],
    body: Buffer.from(JSON.stringify({ message: OWN[status] })),
  };
}
