import { setTimeout as sleep } from 'node:timers/promises';
import { lastPart } from '../../cloud/arns.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { ServiceCaller } from '../../cloud/iam/authorizer.ts';
import { EVENT_LIMIT_BYTES, runEvent } from './asynchronous.ts';
import type { Functions } from './functions.ts';

/** An event that a service of AWS sends to a function. */
export interface Delivery {
  readonly invoker: ServiceCaller;
  readonly functionArn: string;
  readonly payload: string;
}

/** When an event arrives, in seconds: `[0]` as usual, `[0, 0]` twice, `[60]` late, `[]` never. */
export type Disturbance = (delivery: Delivery) => readonly number[];

/** Sends one service's events to functions, and does not wait. AWS promises each at least once, in any order. */
export class Deliveries {
  readonly #service: string;
  readonly #context: CloudContext;
  readonly #functions: Functions;
  #disturbance: Disturbance = () => [0];

  constructor(service: string, context: CloudContext, functions: Functions) {
    this.#service = service;
    this.#context = context;
    this.#functions = functions;
  }

  /** For tests. */
  disturb(disturbance: Disturbance): void {
    this.#disturbance = disturbance;
  }

  send(delivery: Delivery): void {
    const { closing, log } = this.#context;
    const source = `${this.#service}/${lastPart(delivery.invoker.sourceArn)}`;
    for (const seconds of this.#disturbance(delivery)) {
      this.#deliver(delivery, source, seconds).catch((error: unknown) => {
        if (closing.aborted) return;
        // The function did not run: it does not exist, or may not be invoked. No service retries that.
        const reason = error instanceof Error ? error.message : String(error);
        log(source, `NOT DELIVERED to ${lastPart(delivery.functionArn)}: ${reason}`);
      });
    }
  }

  async #deliver({ functionArn, payload, invoker }: Delivery, source: string, seconds: number) {
    if (Buffer.byteLength(payload) > EVENT_LIMIT_BYTES) {
      throw new Error(`the event is larger than ${EVENT_LIMIT_BYTES} bytes`);
    }
    if (seconds > 0) {
      await sleep(seconds * 1_000, undefined, { signal: this.#context.closing });
    }
    const functionName = lastPart(functionArn);
    const run = () => this.#functions.invoke(functionArn, payload, invoker);
    await runEvent({ source, functionName, run }, this.#context);
  }
}
