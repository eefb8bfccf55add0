/** The limits of a model's function. Units are in the names. */
export const FUNCTION_LIMITS = {
  /** When a caller may ask again while the model's files are being copied. */
  copyingRetrySeconds: 5,
} as const;
