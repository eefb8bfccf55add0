import { EVENTS } from '@pilotlight/contracts';
import { runOnce } from '@pilotlight/lifecycle';

const { source, detailType } = EVENTS.schedule;

/** One run, for an event given on standard input or a scheduled one. */
await runOnce(() => import('./index.ts'), { source, 'detail-type': detailType });
