import type { AskPorts } from '../ask/ports.ts';
import type { JobPorts } from '../job/ports.ts';

export type ReplayPorts = AskPorts & JobPorts;
