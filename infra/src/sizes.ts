/** Memory and time-out of each function. Lambda allots processors by memory: 1769 MB is one. */
export const SIZES = {
  // It loads a web framework at start, which is slow on a small share of a processor. API Gateway answers its caller
  // after 30 s, but an answer that the model gives later must still be stored. No request takes this long, because each
  // call to AWS has its own time-out.
  api: { memoryMegabytes: 1024, timeoutSeconds: 120 },
  // A few calls to AWS for each model.
  reaper: { memoryMegabytes: 256, timeoutSeconds: 60 },
  // It runs parked predictions, each of which may take as long as the model needs, and waits for SageMaker to update or
  // delete an endpoint: Lambda's maximum. It holds the answer of a job in memory, and makes pictures of it.
  jobs: { memoryMegabytes: 1024, timeoutSeconds: 900 },
  // It copies bundles of any size, as fast as its share of the network allows, which grows with the memory.
  loader: { memoryMegabytes: 1769, timeoutSeconds: 900 },
} as const;
