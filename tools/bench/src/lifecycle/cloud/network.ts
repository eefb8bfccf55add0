import { CloudError } from '@pilotlight/hosts';
import type { Random } from '../../inputs/random.ts';
import { ASSUMED } from '../assumptions.ts';
import type { Timeline } from '../clock/timeline.ts';

/** SageMaker's two APIs differ: the runtime answers InvokeEndpoint, the control plane everything else. */
const CALLS = {
  ...ASSUMED.calls,
  'SageMaker runtime': ASSUMED.invocation,
  Lambda: ASSUMED.functionInvocation,
};

export type Service = keyof typeof CALLS;

/** The process that makes a call. A dead process gets no answer and does nothing more. */
export interface Process {
  dead: boolean;
}

const never = <T>() => new Promise<T>(() => undefined);

/** The connection between a process and AWS: calls take time, and some fail. */
export class Network {
  readonly #timeline: Timeline;
  readonly #random: Random;

  constructor(timeline: Timeline, random: Random) {
    this.#timeline = timeline;
    this.#random = random;
  }

  /** @throws CloudError `throttled` when `act` was not carried out, `unavailable` when only its answer was lost */
  async call<T>(
    process: Process,
    [service, operation]: readonly [Service, string],
    act: () => T | Promise<T>,
  ): Promise<T> {
    if (process.dead) return never();
    const random = this.#random;
    const { milliseconds, failedShare } = CALLS[service];
    const failed = random.next() < failedShare;
    const tookEffect = failed && random.next() < 0.5;
    await this.#timeline.sleep(this.#milliseconds(milliseconds));
    if (process.dead) return never();
    const where = { service, operation };
    if (failed && !tookEffect) throw new CloudError('throttled', where, 'Rate exceeded');
    const result = await act();
    if (process.dead) return never();
    if (failed) throw new CloudError('unavailable', where, 'The connection was closed');
    return result;
  }

  #milliseconds(usual: number): number {
    const random = this.#random;
    const slow = random.next() < ASSUMED.slowCallShare ? 10 : 1;
    return usual * (0.5 + random.next()) * slow;
  }

  /** Wraps `port` so that its methods become calls of `process`. */
  reach<Port extends object>(
    process: Process,
    service: Service,
    port: Port,
    onCall?: (method: string) => void,
  ): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function' || typeof name !== 'string') return member;
        return (...given: unknown[]) => {
          onCall?.(name);
          return this.call(process, [service, name], () => member.apply(target, given) as unknown);
        };
      },
    });
  }
}
