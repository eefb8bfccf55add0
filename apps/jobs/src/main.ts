import { EVENTS } from '@pilotlight/contracts';
import { runOnce } from '@pilotlight/lifecycle';

const { source, detailType } = EVENTS.schedule;

/** One run, with the event from the file that the argument names, or a scheduled event. */
await runOnce(() => import('./index.ts'), { source, 'detail-type': detailType });
