/** Neither is registered; the first is what SageMaker's own containers use. */
export const NPY_MEDIA_TYPES = ['application/x-npy', 'application/npy'] as const;
