/** Memory (which is also processor share: 1769 MB is one) and time of each function. */
export const SIZES = {
  // It loads a web framework when it starts, which a small share makes slow. API Gateway answers its caller after 30 s, but
  // an answer that the model gives meanwhile must still be kept: no request takes this long, for each call to AWS has its
  // own limit.
  api: { memoryMegabytes: 1024, timeoutSeconds: 120 },
  // A few calls to AWS for each model.
  reaper: { memoryMegabytes: 256, timeoutSeconds: 60 },
  // It runs the parked predictions, each of which may take as long as the model, and waits for SageMaker to move or delete
  // an endpoint: Lambda's most.
  jobs: { memoryMegabytes: 512, timeoutSeconds: 900 },
} as const;
