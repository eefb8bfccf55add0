export { CloudError, type CloudErrorKind } from './cloud-error.ts';
export { containerReply } from './container-reply.ts';
export type { Asked, AskedModel, Host, HostRequest, Payload } from './host.ts';
