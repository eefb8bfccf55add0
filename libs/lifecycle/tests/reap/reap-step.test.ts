import { LIMITS } from '@pilotlight/contracts';
import { expect, it } from 'vitest';
import type { EndpointStatus } from '../../src/index.ts';
import { reapStep } from '../../src/reap/reap-step.ts';
import { failed, NEVER_WOKEN, opened } from '../../src/wake/wake-record.ts';

const NOW = Date.UTC(2026, 0, 1);

const OPEN = opened(NEVER_WOKEN, NOW, 'config');

const described = (status: EndpointStatus) => ({
  status,
  configuration: 'config-1',
  createdAt: NOW,
  modifiedAt: NOW,
});

/** What the reaper does for each status: without a wake, with an open one, with a queued prediction. */
const STEPS: Readonly<Record<EndpointStatus, readonly [string, string, string]>> = {
  Creating: ['rest', 'rest', 'rest'],
  InService: ['judge', 'advance', 'rest'],
  Updating: ['rest', 'rest', 'rest'],
  SystemUpdating: ['rest', 'rest', 'rest'],
  RollingBack: ['rest', 'rest', 'rest'],
  UpdateRollbackFailed: ['judge', 'advance', 'rest'],
  Failed: ['clear', 'advance', 'clear'],
  OutOfService: ['clear', 'advance', 'clear'],
  Deleting: ['rest', 'rest', 'rest'],
};

it.each(Object.entries(STEPS))('%s: %s', (status, steps) => {
  const found = described(status as EndpointStatus);
  const sights = [
    { wake: NEVER_WOKEN, found, queued: 0 },
    { wake: OPEN, found, queued: 0 },
    { wake: NEVER_WOKEN, found, queued: 1 },
  ];
  expect(sights.map((sight) => reapStep(sight, NOW).step)).toEqual(steps);
});

it('needs no schedule only when there is no endpoint, no wake and no queued prediction', () => {
  const asleep = { wake: NEVER_WOKEN, found: undefined, queued: 0 };
  expect(reapStep(asleep, NOW)).toMatchObject({ decision: 'absent', needed: false });
  expect(reapStep({ ...asleep, wake: OPEN }, NOW)).toMatchObject({ needed: true });
  expect(reapStep({ ...asleep, queued: 1 }, NOW)).toMatchObject({ needed: true });
  const over = { ...asleep, wake: failed(OPEN, NOW, 'why') };
  const settled = NOW + LIMITS.queueSettleSeconds * 1000;
  expect(reapStep(over, settled - 1)).toMatchObject({ needed: true });
  expect(reapStep(over, settled)).toMatchObject({ needed: false });
});
