export { CloudError, type CloudErrorKind } from './cloud-error.ts';
export type { Asked, Host, HostRequest, Payload } from './host.ts';
