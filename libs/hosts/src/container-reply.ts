import type { Asked } from './host.ts';

/**
 * What a container's error means.
 * @param status the container's HTTP status; 0 when it broke the connection
 * @param message the container's body, or SageMaker's words
 */
export function containerReply(
  status: number,
  message: string,
): Extract<Asked, { kind: 'busy' | 'rejected' | 'failed' }> {
  // 507: a multi-model container has no memory to load the model, while all others are in use.
  if (status === 429 || status === 503 || status === 507) return { kind: 'busy', status, message };
  if (status >= 400 && status < 500) return { kind: 'rejected', status, message };
  return { kind: 'failed', status, message };
}
