import type { FunctionModel } from '@pilotlight/contracts';
import { CloudError, type Asked, type Host, type HostRequest } from '@pilotlight/hosts';
import type { Clock } from '../src/index.ts';
import { answered } from './simulated-sagemaker.ts';

export const throttled = () =>
  new CloudError('throttled', { service: 'Lambda', operation: 'Invoke' }, 'Rate Exceeded.');

/** Lambda as far as the life cycle uses it: the functions that serve models. */
export class SimulatedLambda implements Host<FunctionModel> {
  /** The name of each function that was invoked, also in vain. */
  readonly calls: string[] = [];
  /** How long a function works on one request. */
  seconds = 0.1;
  /** Runs before a function is invoked; may throw. */
  before: (() => Promise<void> | void) | undefined;
  answer: (body: string, model: string) => Asked = (body) =>
    answered({ echo: JSON.parse(body) as unknown });

  readonly #clock: Pick<Clock, 'sleep'>;

  constructor(clock: Pick<Clock, 'sleep'>) {
    this.#clock = clock;
  }

  async ask({ name, serving }: FunctionModel, { body }: HostRequest): Promise<Asked> {
    this.calls.push(serving.function.functionName);
    await Promise.resolve();
    await this.before?.();
    await this.#clock.sleep(this.seconds * 1000);
    return this.answer(Buffer.from(body).toString(), name);
  }
}
