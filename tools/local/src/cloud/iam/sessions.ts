import { randomBytes } from 'node:crypto';

/**
 * How a caller in a VPC reaches a service: by the policy of the endpoint that it goes through, or not at all.
 * @param service the name that its requests are signed for
 */
export type CallerNetwork = (
  service: string,
) => { readonly policy: unknown } | { readonly because: string };

/** Who makes a call: a role under a session name (for a function, the function's name). */
export interface Caller {
  readonly role: string;
  readonly session: string;
  /** Undefined outside VPCs: every service is reached. */
  readonly network?: CallerNetwork | undefined;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The temporary credentials in use. The access key id alone identifies a caller. */
export class Sessions {
  readonly #callers = new Map<string, Caller>();

  issue(caller: Caller): Credentials {
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    this.#callers.set(accessKeyId, caller);
    return {
      accessKeyId,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(60).toString('base64'),
    };
  }

  revoke({ accessKeyId }: Credentials): void {
    this.#callers.delete(accessKeyId);
  }

  caller(accessKeyId: string): Caller | undefined {
    return this.#callers.get(accessKeyId);
  }
}
