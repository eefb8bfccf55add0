import type { WakePorts } from '../wake/ports.ts';

export type DeploymentPorts = Pick<
  WakePorts,
  'endpoints' | 'wakes' | 'predictions' | 'clock' | 'log'
>;
