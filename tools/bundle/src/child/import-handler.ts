import { pathToFileURL } from 'node:url';
import { lendModules, thrownMessage } from '@pilotlight/model-runtime';
import { answerParent } from './answer-parent.ts';

export interface ImportedHandler {
  /** Why it could not be imported. */
  readonly failure?: string;
  readonly exports: readonly HandlerExport[];
}

export interface HandlerExport {
  readonly name: string;
  readonly type: string;
  /** The number of a function's parameters before the first with a default value; 0 for any other export. */
  readonly parameters: number;
}

answerParent(async ({ path }: { path: string }): Promise<ImportedHandler> => {
  try {
    lendModules();
    const exported = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
    return {
      exports: Object.entries(exported).map(([name, value]) => ({
        name,
        type: typeof value,
        parameters: typeof value === 'function' ? value.length : 0,
      })),
    };
  } catch (error) {
    return { failure: thrownMessage(error), exports: [] };
  }
});
