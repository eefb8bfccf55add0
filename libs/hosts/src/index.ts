export { CloudError, type CloudErrorKind } from './cloud-error.ts';
export { containerReply } from './container-reply.ts';
export type {
  Asked,
  AskedModel,
  Host,
  HostRequest,
  JobHost,
  JobRequest,
  Payload,
  Submitted,
} from './host.ts';
