export { CloudError, type CloudErrorKind } from './cloud-error.ts';
export { containerReply } from './container-reply.ts';
export type { Asked, Host, HostRequest, Payload } from './host.ts';
