export { describeHost, type HostCase } from './describe-host.ts';
export type { Behaviour, HostBench } from './host-bench.ts';
export { awsError, startStub, type StubReply, type StubRequest } from './stub-server.ts';
