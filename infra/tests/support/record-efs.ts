import { recordProgram } from './record-program.ts';

/** A stack with two models on EFS, and one that is not. */
export const recordEfs = () =>
  recordProgram({
    models: ['entailment', 'digits', 'sentiment'],
    config: {
      'pilotlight:models': JSON.stringify({
        entailment: { serving: 'function', modelFrom: 'efs' },
        digits: { serving: 'auto', modelFrom: 'efs' },
        sentiment: { serving: 'function' },
      }),
    },
  });
