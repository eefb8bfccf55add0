/** A model folder that cannot be packed; the message says what is missing, where, and what would be right. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}
