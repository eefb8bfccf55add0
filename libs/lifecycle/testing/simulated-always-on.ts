import type { AlwaysOnModel } from '@pilotlight/contracts';
import { CloudError, type Asked, type Host, type HostRequest } from '@pilotlight/hosts';
import type { Clock } from '../src/index.ts';
import { answered } from './simulated-sagemaker.ts';

export const throttled = (service = 'Lambda', operation = 'Invoke') =>
  new CloudError('throttled', { service, operation }, 'Rate Exceeded.');

const nameOf = ({ serving }: AlwaysOnModel) =>
  serving.mode === 'function' ? serving.function.functionName : serving.serverless.endpointName;

/** Functions, or serverless endpoints, as far as the life cycle uses them. */
export class SimulatedAlwaysOn implements Host<AlwaysOnModel> {
  /** The name of each function or endpoint that was asked, also in vain. */
  readonly calls: string[] = [];
  /** How long one request takes. */
  seconds = 0.1;
  /** Runs before a request is answered; may throw. */
  before: (() => Promise<void> | void) | undefined;
  answer: (body: string, model: string) => Asked = (body) =>
    answered({ echo: JSON.parse(body) as unknown });

  readonly #clock: Pick<Clock, 'sleep'>;

  constructor(clock: Pick<Clock, 'sleep'>) {
    this.#clock = clock;
  }

  async ask(model: AlwaysOnModel, { body }: HostRequest): Promise<Asked> {
    this.calls.push(nameOf(model));
    await Promise.resolve();
    await this.before?.();
    await this.#clock.sleep(this.seconds * 1000);
    return this.answer(Buffer.from(body).toString(), model.name);
  }
}
