import type { ReplayPorts } from '../replay/ports.ts';

/** The prediction that a caller's idempotency key is bound to. */
export interface BoundKey {
  /** The prediction's id. */
  readonly id: string;
  /** A hash of the prediction's input. */
  readonly fingerprint: string;
}

export interface KeyBinding extends BoundKey {
  readonly model: string;
  readonly key: string;
  readonly now: number;
  /** The key may be rebound if it is bound to this prediction. */
  readonly insteadOf?: string;
}

export interface KeyStore {
  /**
   * Binds a caller's key to a prediction for `LIMITS.predictionKeptSeconds`, unless it is bound to another already.
   * @returns the prediction that it is bound to now
   * @throws CloudError
   */
  bindKey(binding: KeyBinding): Promise<BoundKey>;
}

export interface PredictPorts extends ReplayPorts {
  readonly keys: KeyStore;
}
