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

export interface Session {
  readonly caller: Caller;
  readonly credentials: Credentials;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** What a function signed, such as a presigned URL, is still valid for a while after its instance has ended. */
const KEPT_SECONDS = 60 * 60;

/** Expired sessions are remembered this long, to be told from unknown ones. */
const REMEMBERED_SECONDS = 60 * 60;

/** The temporary credentials in use. */
export class Sessions {
  readonly #keptSeconds: number;
  readonly #sessions = new Map<string, Session>();

  constructor(keptSeconds = KEPT_SECONDS) {
    this.#keptSeconds = keptSeconds;
  }

  issue(caller: Caller): Credentials {
    this.#forget();
    const credentials = {
      accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(60).toString('base64'),
    };
    this.#sessions.set(credentials.accessKeyId, { caller, credentials, expiresAt: Infinity });
    return credentials;
  }

  /** The instance that has them has ended: they expire soon. */
  end({ accessKeyId }: Credentials): void {
    const session = this.#sessions.get(accessKeyId);
    if (!session) return;
    const expiresAt = Date.now() + this.#keptSeconds * 1_000;
    this.#sessions.set(accessKeyId, { ...session, expiresAt });
  }

  find(accessKeyId: string): Session | undefined {
    return this.#sessions.get(accessKeyId);
  }

  #forget(): void {
    const before = Date.now() - REMEMBERED_SECONDS * 1_000;
    for (const [accessKeyId, { expiresAt }] of this.#sessions) {
      if (expiresAt < before) this.#sessions.delete(accessKeyId);
    }
  }
}
