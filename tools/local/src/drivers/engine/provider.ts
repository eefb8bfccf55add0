import grpc from '@grpc/grpc-js';
import pluginPb from '@pulumi/pulumi/proto/plugin_pb.js';
import providerGrpcPb from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import type { CheckRequest, InvokeRequest } from '@pulumi/pulumi/proto/provider_pb.js';
import providerPb from '@pulumi/pulumi/proto/provider_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import { invoke, type Context, type Provisioner } from '../../resources/index.ts';
import { check } from './check.ts';
import { construct } from './construct.ts';
import { diff } from './diff.ts';
import { create, read, remove, update } from './operations.ts';
import { decode, fromStruct, toStruct, type Wire } from './wire.ts';

/** A provider that a Pulumi engine can attach to. */
export interface Provider {
  readonly port: number;
  close(): void;
}

export interface ProviderOptions {
  readonly context: Context;
  readonly provisioner: Provisioner;
  /** 0 for any free one. */
  readonly port: number;
}

/** The engine warns of a provider older than the program's package, so this one claims the highest version. */
const VERSION = '999.0.0';

/**
 * Serves the handlers as one Pulumi provider for every package of the local cloud. It implements the protocol itself:
 * the server of `@pulumi/pulumi/provider` chooses its own port, and does not pass on whether a create or an update is a
 * preview, a resource's previous inputs, or the seed for names.
 * @throws Error that names the port when it is taken
 */
export async function serveProvider(options: ProviderOptions): Promise<Provider> {
  const server = new grpc.Server();
  server.addService(providerGrpcPb.ResourceProviderService, implementation(options));
  // The caller reports a taken port; the library must not print it.
  grpc.setLogVerbosity(grpc.logVerbosity.NONE);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(
      `127.0.0.1:${options.port}`,
      grpc.ServerCredentials.createInsecure(),
      (error, bound) => (error ? reject(portError(options.port, error)) : resolve(bound)),
    );
  });
  return { port, close: () => server.forceShutdown() };
}

function implementation({ context, provisioner }: ProviderOptions) {
  return {
    handshake: unary(() => {
      const response = new providerPb.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptResources(true);
      response.setAcceptOutputs(true);
      return response;
    }),
    attach: unary(() => new emptyPb.Empty()),
    cancel: unary(() => new emptyPb.Empty()),
    getPluginInfo: unary(() => {
      const response = new pluginPb.PluginInfo();
      response.setVersion(VERSION);
      return response;
    }),
    checkConfig: unary((request: CheckRequest) => {
      const response = new providerPb.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    }),
    diffConfig: unary(() => {
      const response = new providerPb.DiffResponse();
      response.setChanges(providerPb.DiffResponse.DiffChanges.DIFF_NONE);
      return response;
    }),
    configure: unary(() => {
      const response = new providerPb.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setAcceptresources(true);
      response.setAcceptoutputs(true);
      response.setSupportspreview(true);
      return response;
    }),
    invoke: unary((request: InvokeRequest) => {
      const args = decode(fromStruct(request.getArgs())) as Wire;
      const response = new providerPb.InvokeResponse();
      response.setReturn(toStruct(invoke(request.getTok(), args, context.cloud)));
      return response;
    }),
    check: unary(check),
    diff: unary((request: Parameters<typeof diff>[0]) => diff(request, context)),
    create: unary((request: Parameters<typeof create>[0]) => create(request, provisioner)),
    update: unary((request: Parameters<typeof update>[0]) => update(request, provisioner)),
    delete: unary((request: Parameters<typeof remove>[0]) => remove(request, provisioner)),
    read: unary((request: Parameters<typeof read>[0]) => read(request, provisioner)),
    construct: unary(construct),
  };
}

/** A method of the service: sends the answer, or the message of the error that it throws. */
function unary<Request, Response>(answer: (request: Request) => Promise<Response> | Response) {
  return (
    call: grpc.ServerUnaryCall<Request, Response>,
    done: grpc.sendUnaryData<Response>,
  ): void => {
    Promise.resolve(call.request)
      .then(answer)
      .then(
        (response) => done(null, response),
        (error: unknown) => done({ code: grpc.status.UNKNOWN, details: messageOf(error) }),
      );
  };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function portError(port: number, cause: Error): Error {
  const message = `the provider cannot listen on port ${port} (set another local:providerPort): ${cause.message}`;
  return new Error(message, { cause });
}
