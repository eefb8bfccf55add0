import { AwsError } from '../../cloud/aws-error.ts';

/** Lambda keeps so much of an account's concurrency for functions that reserve none. */
const UNRESERVED_LEAST = 100;

/** How many invocations run at once: of each function, and in the account. Those above a limit are throttled. */
export class Concurrency {
  readonly #accountLimit: number;
  readonly #reserved = new Map<string, number>();
  readonly #running = new Map<string, number>();

  /** @param accountLimit the account's quota of concurrent executions */
  constructor(accountLimit: number) {
    this.#accountLimit = accountLimit;
  }

  /**
   * Reserves concurrency for one function, which is then its limit; undefined gives the reservation back.
   * @throws AwsError InvalidParameterValueException when too little would be left for the other functions
   */
  reserve(name: string, count: number | undefined): void {
    const others = this.#reservedBy((other) => other !== name);
    const least = Math.min(UNRESERVED_LEAST, this.#accountLimit);
    if (count !== undefined && this.#accountLimit - others - count < least) {
      throw new AwsError(
        'InvalidParameterValueException',
        `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${least}].`,
      );
    }
    if (count === undefined) this.#reserved.delete(name);
    else this.#reserved.set(name, count);
  }

  /**
   * Counts one invocation as running.
   * @returns what ends it
   * @throws AwsError TooManyRequestsException, with AWS's reason, above the limit of the function or of the account
   */
  enter(name: string): () => void {
    const reserved = this.#reserved.get(name);
    const running = this.#running.get(name) ?? 0;
    if (reserved !== undefined && running >= reserved) {
      throw throttled('ReservedFunctionConcurrentInvocationLimitExceeded');
    }
    if (reserved === undefined && this.#unreservedRunning() >= this.#unreservedLimit()) {
      throw throttled('ConcurrentInvocationLimitExceeded');
    }
    this.#running.set(name, running + 1);
    return () => {
      const left = (this.#running.get(name) ?? 1) - 1;
      if (left > 0) this.#running.set(name, left);
      else this.#running.delete(name);
    };
  }

  #unreservedLimit(): number {
    return this.#accountLimit - this.#reservedBy(() => true);
  }

  #unreservedRunning(): number {
    return sum([...this.#running].filter(([name]) => !this.#reserved.has(name)));
  }

  #reservedBy(isOne: (name: string) => boolean): number {
    return sum([...this.#reserved].filter(([name]) => isOne(name)));
  }
}

const sum = (counts: readonly (readonly [string, number])[]) =>
  counts.reduce((total, [, count]) => total + count, 0);

function throttled(Reason: string): AwsError {
  const members = { Reason, Type: 'User' };
  return new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429, members });
}
