import { type FunctionAnswer, ProblemError } from '@pilotlight/contracts';
import { checkMarker, notLoaded } from '../check-marker.ts';
import { createHandler, type LambdaContext } from '../handler.ts';
import { errorEntry, type Log } from '../log.ts';
import { once } from '../once.ts';

type Handler = (event: unknown, context?: LambdaContext) => Promise<FunctionAnswer>;

/** What the program's own entry exports. */
export interface Program {
  readonly handler: Handler;
}

interface StarterOptions {
  /** The folder of the bundle, with the program in it. */
  readonly directory: string;
  /** Loads the program. */
  readonly start: () => Promise<Program>;
  readonly log: Log;
}

/**
 * Starts the program on the file system once its folder is complete. Until then each request is answered with
 * `model_not_loaded`; the next one looks again.
 */
export function createStarter({ directory, start, log }: StarterOptions) {
  const program = once(async () => {
    await checkMarker(directory);
    return start().catch((error: unknown) => {
      // The next deployment, or a run of the loader, may repair the folder while this function keeps running.
      const { code } = error as NodeJS.ErrnoException;
      throw code === 'ERR_MODULE_NOT_FOUND' ? notLoaded('a file of it is missing', error) : error;
    });
  });
  const refusing = (reason: unknown) =>
    createHandler({ model: () => Promise.reject(reason as Error), log });
  const handler: Handler = async (event, context) => {
    const { handler: answer } = await program().catch((reason: unknown) => ({
      handler: refusing(reason),
    }));
    return answer(event, context);
  };
  /** @throws Error of a program that can't start; a folder that is not complete is only logged */
  const ready = async () => {
    await program().catch((error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
      log('error', 'the program is not started', errorEntry(error));
    });
  };
  return { handler, ready };
}
