/** Neither is registered with IANA; SageMaker's own containers use the first. */
export const NPY_MEDIA_TYPES = ['application/x-npy', 'application/npy'] as const;
