import { readFileSync } from 'node:fs';
import { DEPLOYMENT_FILE, parseDeployment, type Deployment } from '@pilotlight/contracts';

/**
 * The deployment of a function: `deployment.json` beside its bundle. A function that runs from its sources gets the
 * file's path in the variable DEPLOYMENT_FILE.
 * @param bundle the bundle's `import.meta.url`
 * @throws Error that says what is wrong with the file
 */
export function readDeployment(bundle: string): Deployment {
  const file = process.env.DEPLOYMENT_FILE ?? new URL(DEPLOYMENT_FILE, bundle);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${DEPLOYMENT_FILE} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return parseDeployment(text);
}
