/** What the cloud sends to a function instance: one event. */
export interface InvokeMessage {
  readonly requestId: string;
  /** JSON. */
  readonly event: string;
  readonly functionArn: string;
  /** Epoch milliseconds at which the event times out. */
  readonly deadline: number;
}

/** A failure as Lambda puts it into the payload. */
export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** What a function instance sends to the cloud. */
export type InstanceMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'init-failed'; readonly failure: FunctionFailure }
  | { readonly kind: 'answer'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'failed'; readonly requestId: string; readonly failure: FunctionFailure };
