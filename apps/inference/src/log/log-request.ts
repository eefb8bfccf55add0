import type { EndedRequest } from '../requests/request-record.ts';
import type { Log } from './open-log.ts';

/** One line a request: what is needed to count and to time it, and of what it said only what was asked for. */
export function logRequest(logger: Log['logger'], ended: EndedRequest): void {
  // SageMaker pings every few seconds for as long as the endpoint lives, and a scrape is no news either.
  const quiet = ended.status === 200 && (ended.route === '/ping' || ended.route === '/metrics');
  const level = quiet ? 'debug' : 'info';
  if (logger.isLevelEnabled(level)) logger[level](requestLine(ended), 'request');
}

/** Members that are undefined are left out of the line. */
function requestLine(ended: EndedRequest): object {
  const { id, method, path, status, code, milliseconds, requestBytes, responseBytes } = ended;
  const { model, targetModel, timings, input } = ended;
  return {
    reqId: id,
    method,
    path,
    status,
    code,
    milliseconds: hundredth(milliseconds),
    requestBytes,
    responseBytes,
    model,
    targetModel,
    ...(timings && {
      queueMilliseconds: hundredth(timings.queueMilliseconds),
      parseMilliseconds: hundredth(timings.parseMilliseconds),
      predictMilliseconds: hundredth(timings.predictMilliseconds),
      formatMilliseconds: hundredth(timings.formatMilliseconds),
      batchSize: timings.batchSize,
    }),
    input,
  };
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}
