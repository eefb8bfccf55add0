/** The servers, in the order of their turns. */
export const SERVER_NAMES = [
  'pilotlight',
  'bare-node',
  'seed-stack',
  'fastapi',
  'litserve',
  'bentoml',
] as const;

/** Measured only when it is asked for by name: so slow with several processors that it would take over the run. */
export const UNTUNED = 'seed-stack-untuned';
export type ServerName = (typeof SERVER_NAMES)[number] | typeof UNTUNED;

/** What is measured unless it is said what is to be. */
export const SYSTEMS = [...SERVER_NAMES, 'limit'] as const;
export type SystemName = ServerName | 'limit';

/** Those that serve the very same model.onnx from Python. */
export const PEERS: readonly ServerName[] = ['fastapi', 'litserve', 'bentoml'];
