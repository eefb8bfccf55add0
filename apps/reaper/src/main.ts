import { EVENTS } from '@pilotlight/contracts';
import { runOnce } from '@pilotlight/lifecycle';

const { source, detailType } = EVENTS.schedule;

/** One run, for the event in the file that an argument names, or a scheduled one. */
await runOnce(() => import('./index.ts'), { source, 'detail-type': detailType });
