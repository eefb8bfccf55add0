import grpc from '@grpc/grpc-js';
import providerGrpcPb from '@pulumi/pulumi/proto/provider_grpc_pb.js';
import type {
  CheckRequest,
  CheckResponse,
  CreateRequest,
  CreateResponse,
  DiffRequest,
  DiffResponse,
  ReadRequest,
  ReadResponse,
  UpdateRequest,
  UpdateResponse,
} from '@pulumi/pulumi/proto/provider_pb.js';
import providerPb from '@pulumi/pulumi/proto/provider_pb.js';
import { onTestFinished } from 'vitest';
import { serveProvider } from '../../src/drivers/engine/provider.ts';
import { fromStruct, toStruct, type Wire } from '../../src/drivers/engine/wire.ts';
import { createProvisioner } from '../../src/resources/index.ts';
import { recordingContext } from './context.ts';

type Method<Request, Response> = (
  request: Request,
  done: (error: grpc.ServiceError | null, response: Response) => void,
) => unknown;

/** A provider over a cloud that records its calls, and the engine's side of the protocol with plain objects. */
export async function provider() {
  const recording = recordingContext();
  const provisioner = createProvisioner(recording.context);
  const served = await serveProvider({ context: recording.context, provisioner, port: 0 });
  const client = new providerGrpcPb.ResourceProviderClient(
    `127.0.0.1:${served.port}`,
    grpc.credentials.createInsecure(),
  );
  onTestFinished(() => {
    client.close();
    served.close();
  });
  const send = <Request, Response>(method: Method<Request, Response>, request: Request) =>
    new Promise<Response>((resolve, reject) => {
      method.call(client, request, (error, response) =>
        error ? reject(error) : resolve(response),
      );
    });

  return {
    ...recording,
    port: served.port,

    async check(urn: string, news: Wire, olds: Wire = {}) {
      const request = new providerPb.CheckRequest();
      request.setUrn(urn);
      request.setNews(toStruct(news));
      request.setOlds(toStruct(olds));
      request.setRandomseed(Uint8Array.of(1, 2, 3, 4));
      const response = await send<CheckRequest, CheckResponse>(client.check, request);
      const failures = response.getFailuresList().map((failure) => failure.getProperty());
      return { inputs: fromStruct(response.getInputs()), failures };
    },

    async create(urn: string, inputs: Wire, preview = false) {
      const request = new providerPb.CreateRequest();
      request.setUrn(urn);
      request.setProperties(toStruct(inputs));
      request.setPreview(preview);
      const response = await send<CreateRequest, CreateResponse>(client.create, request);
      return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
    },

    async diff(urn: string, before: Wire, after: Wire, outputs: Wire = {}) {
      const request = new providerPb.DiffRequest();
      request.setUrn(urn);
      request.setOldInputs(toStruct(before));
      request.setOlds(toStruct(outputs));
      request.setNews(toStruct(after));
      const response = await send<DiffRequest, DiffResponse>(client.diff, request);
      const detail: Record<string, number> = {};
      response.getDetaileddiffMap().forEach((difference, key) => {
        detail[key] = difference.getKind();
      });
      const deleteBeforeReplace = response.getDeletebeforereplace();
      return { detail, replaces: response.getReplacesList(), deleteBeforeReplace };
    },

    async update(urn: string, id: string, outputs: Wire, inputs: Wire, preview = false) {
      const request = new providerPb.UpdateRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setOlds(toStruct(outputs));
      request.setNews(toStruct(inputs));
      request.setPreview(preview);
      const response = await send<UpdateRequest, UpdateResponse>(client.update, request);
      return fromStruct(response.getProperties());
    },

    async read(urn: string, id: string, outputs: Wire, inputs: Wire = {}) {
      const request = new providerPb.ReadRequest();
      request.setUrn(urn);
      request.setId(id);
      request.setInputs(toStruct(inputs));
      request.setProperties(toStruct(outputs));
      const response = await send<ReadRequest, ReadResponse>(client.read, request);
      return {
        id: response.getId(),
        inputs: fromStruct(response.getInputs()),
        outputs: fromStruct(response.getProperties()),
      };
    },
  };
}
