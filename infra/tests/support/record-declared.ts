import { type Recording, recordProgram } from './record-program.ts';

/** A stack with endpoints that the program declares: `a` is serverless, `b` asynchronous, `c` has one for large inputs. */
export const DECLARED = {
  a: { serving: 'serverless' },
  b: { serving: 'async', instanceType: 'ml.c5.large', maxInstances: 2 },
  c: { serving: 'function', largeInputs: 'async' },
};

export const recordDeclared = (settings: object = DECLARED): Promise<Recording> =>
  recordProgram({
    models: Object.keys(settings),
    config: { 'pilotlight:models': JSON.stringify(settings) },
  });
