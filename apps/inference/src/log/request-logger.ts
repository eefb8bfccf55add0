import type { EndedRequest } from '../requests/request-record.ts';
import type { Log } from './open-log.ts';

/**
 * One line per request, for counting and timing; the input only if `LOG_INPUT` is set. Successful pings and scrapes are
 * not logged, and a failing ping only once per reason: SageMaker pings every few seconds.
 */
export function requestLogger({
  logger,
  write,
}: Pick<Log, 'logger' | 'write'>): (ended: EndedRequest) => void {
  let unready: string | undefined;
  return (ended) => {
    let quiet = ended.route === '/metrics' && ended.status === 200;
    if (ended.route === '/ping') {
      quiet = ended.status === 200 || (ended.status === 503 && ended.unready === unready);
      unready = ended.unready;
    }
    const level = quiet ? 'debug' : 'info';
    if (logger.isLevelEnabled(level)) write(JSON.stringify(requestLine(LEVELS[level], ended)));
  };
}

/** pino's numbers. */
const LEVELS = { debug: 20, info: 30 };

/** The line as pino would write it, in half the time. Undefined members are left out. */
function requestLine(level: number, ended: EndedRequest): object {
  const { id, method, path, status, code, milliseconds, requestBytes, responseBytes } = ended;
  const { model, targetModel, timings, input, unready } = ended;
  return {
    level,
    time: Date.now(),
    reqId: id,
    method,
    path,
    status,
    code,
    unready,
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
    msg: 'request',
  };
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}
