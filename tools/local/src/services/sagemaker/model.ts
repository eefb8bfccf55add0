import type { SageMakerControl } from './control.ts';

export type Model = Readonly<Parameters<SageMakerControl['createModel']>[0]> & {
  readonly createdAt: Date;
};

/** Whether its container loads each model of a folder when that is first asked for. */
export const isMultiModel = ({ mode }: Model) => mode === 'MultiModel';
