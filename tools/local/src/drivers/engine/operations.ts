import type {
  CreateRequest,
  DeleteRequest,
  ReadRequest,
  UpdateRequest,
} from '@pulumi/pulumi/proto/provider_pb.js';
import providerPb from '@pulumi/pulumi/proto/provider_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import { handlerOf, type Handler, type Provisioner } from '../../resources/index.ts';
import { withoutMarks } from './check.ts';
import { parseUrn } from './urn.ts';
import { decode, fromStruct, toStruct, type Wire } from './wire.ts';

const handlerFor = (request: { getUrn(): string }) => handlerOf(parseUrn(request.getUrn()).type);

/** A preview answers with what is known without creating anything; the rest stays unknown. */
export async function create(request: CreateRequest, provisioner: Provisioner) {
  const handler = handlerFor(request);
  const inputs = withoutMarks(fromStruct(request.getProperties()));
  const response = new providerPb.CreateResponse();
  if (request.getPreview()) {
    response.setProperties(toStruct({ ...handler.defaults, ...inputs }));
    return response;
  }
  const made = await provisioner.create(handler, decode(inputs) as Wire);
  response.setId(made.id);
  response.setProperties(toStruct({ ...made.outputs, ...inputs }));
  return response;
}

export async function update(request: UpdateRequest, provisioner: Provisioner) {
  const handler = handlerFor(request);
  const inputs = withoutMarks(fromStruct(request.getNews()));
  const before = fromStruct(request.getOlds());
  const response = new providerPb.UpdateResponse();
  if (request.getPreview()) {
    response.setProperties(toStruct({ ...lasting(handler, before), ...inputs }));
    return response;
  }
  const outputs = await provisioner.update(
    handler,
    request.getId(),
    decode(inputs) as Wire,
    decode(before) as Wire,
  );
  response.setProperties(toStruct({ ...outputs, ...inputs }));
  return response;
}

export async function remove(request: DeleteRequest, provisioner: Provisioner) {
  const outputs = decode(fromStruct(request.getProperties())) as Wire;
  await provisioner.delete(handlerFor(request), request.getId(), outputs);
  return new emptyPb.Empty();
}

/** An answer without an id means that the resource is gone: this cloud does not have it. */
export async function read(request: ReadRequest, provisioner: Provisioner) {
  const response = new providerPb.ReadResponse();
  const [inputs, known] = [request.getInputs(), request.getProperties()].map(fromStruct);
  const id = request.getId();
  // Inputs are those of the last `up`; outputs are as old as the last change.
  const latest = decode({ ...known, ...inputs }) as Wire;
  const now = await provisioner.read(handlerFor(request), id, latest);
  if (!now) return response;
  const nowInputs = Object.entries(now).filter(([key]) => key in (inputs ?? {}));
  response.setId(id);
  response.setInputs(toStruct({ ...inputs, ...Object.fromEntries(nowInputs) }));
  response.setProperties(toStruct({ ...known, ...now }));
  return response;
}

/** Outputs that an update leaves as they are. */
function lasting(handler: Handler, outputs: Wire): Wire {
  const inputs = Object.keys(handler.inputs.properties);
  const changing = [...inputs, ...(handler.changedByUpdate ?? [])];
  const kept = Object.entries(outputs).filter(([key]) => !changing.includes(key));
  return { ...handler.defaults, ...Object.fromEntries(kept) };
}
