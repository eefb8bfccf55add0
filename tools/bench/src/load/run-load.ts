import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../statistics.ts';
import { runCaller } from './caller.ts';
import type { Load, LoadFigures } from './load-types.ts';

/** How often the end of a phase is checked. */
const TICK_MILLISECONDS = 5;
/** Time limit for the last answers; the same as SageMaker's for one answer. */
const LAST_ANSWER_MILLISECONDS = 60_000;

/**
 * Puts one load on a server of this machine, measures it, and returns when the last caller has its answer.
 * @throws Error when the status of an answer is not 200, a connection breaks, or there is no answer at all
 */
export async function runLoad(load: Load): Promise<LoadFigures> {
  const requests = load.bodies.map((body) => wholeRequest(load, Buffer.from(body)));
  let asked = 0;
  let answers = 0;
  let stopping = false;
  let latencies: number[] = [];
  const before = process.cpuUsage();
  const callers = Promise.all(
    Array.from({ length: load.callers }, () =>
      runCaller({
        port: load.port,
        next: () => (stopping ? undefined : requests[asked++ % requests.length]),
        onAnswer(milliseconds) {
          answers += 1;
          latencies.push(milliseconds);
        },
      }),
    ),
  );
  const phase = async (milliseconds: number, wantedAnswers: number) => {
    const start = performance.now();
    latencies = [];
    for (;;) {
      await Promise.race([sleep(TICK_MILLISECONDS), callers]);
      const elapsed = performance.now() - start;
      const done = elapsed >= milliseconds && latencies.length >= wantedAnswers;
      if (done || elapsed >= load.longestMilliseconds) return { measured: latencies, elapsed };
    }
  };

  try {
    await phase(load.settleMilliseconds, load.callers);
    const { measured, elapsed } = await phase(load.measureMilliseconds, 2 * load.callers);
    if (measured.length === 0) throw new Error(`no answer in ${Math.round(elapsed)} ms`);
    const { user, system } = process.cpuUsage(before);
    const processorMicrosecondsPerAnswer = (user + system) / answers;
    latencies = [];
    return {
      answers: measured.length,
      perSecond: measured.length / (elapsed / 1000),
      p50Milliseconds: percentile(measured, 50),
      p99Milliseconds: percentile(measured, 99),
      processorMicrosecondsPerAnswer,
    };
  } finally {
    stopping = true;
    const patience = new AbortController();
    const tooLong = sleep(LAST_ANSWER_MILLISECONDS, undefined, { signal: patience.signal }).then(
      () => Promise.reject(new Error(`no answer in ${LAST_ANSWER_MILLISECONDS} ms`)),
      () => undefined,
    );
    await Promise.race([callers, tooLong]).finally(() => patience.abort());
  }
}

function wholeRequest({ path, port }: Load, body: Buffer): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    'Accept: application/json',
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}
