/** The servers, in the order of their turns. */
export const SERVER_NAMES = [
  'pilotlight',
  'bare-node',
  'seed-stack',
  'fastapi',
  'litserve',
  'bentoml',
] as const;

/** Measured only when it is named: with several processors it is so slow that it would dominate the run. */
export const UNTUNED = 'seed-stack-untuned';
export type ServerName = (typeof SERVER_NAMES)[number] | typeof UNTUNED;

/** The systems that are measured by default. */
export const SYSTEMS = [...SERVER_NAMES, 'limit'] as const;
export type SystemName = ServerName | 'limit';

/** The servers that serve the same model.onnx from Python. */
export const PEERS: readonly ServerName[] = ['fastapi', 'litserve', 'bentoml'];
