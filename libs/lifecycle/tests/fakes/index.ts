export { FakeBlindMark } from './blind-mark.ts';
export { FakeClock } from './clock.ts';
export { denied, FakeEndpoint, type Call } from './endpoint.ts';
export { FakeLedgers } from './ledgers.ts';
export { FakeStore } from './store.ts';
export { FakeUsage } from './usage.ts';
export { createWorld, MODEL, type LogLine, type World } from './world.ts';
