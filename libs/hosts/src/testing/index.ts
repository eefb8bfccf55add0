export { awsError, startStub, type StubReply, type StubRequest } from './stub-server.ts';
