import { EVENTS } from '@pilotlight/contracts';
import { readDeployment, runOnce } from '@pilotlight/lifecycle';

const { source, detailType } = EVENTS.schedule;

/** One run, with the event from the file that the argument names, or a scheduled event. */
await runOnce(
  () => {
    // Says at once what is wrong with it; the function's own module first loads the AWS SDK.
    readDeployment(import.meta.url);
    return import('./index.ts');
  },
  { source, 'detail-type': detailType },
);
