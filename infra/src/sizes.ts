/** Memory (which is also processor share: 1769 MB is one) and time of each function. */
export const SIZES = {
  // It loads a web framework when it starts, which a small share makes slow; a second under API Gateway's 30.
  api: { memoryMegabytes: 1024, timeoutSeconds: 29 },
  // A few calls to AWS for each model.
  reaper: { memoryMegabytes: 256, timeoutSeconds: 60 },
  // It runs the parked predictions, each of which may take as long as the model, and waits for SageMaker to move or delete
  // an endpoint: Lambda's most.
  jobs: { memoryMegabytes: 512, timeoutSeconds: 900 },
} as const;
