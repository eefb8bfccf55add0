import grpc from '@grpc/grpc-js';
import type { ConstructRequest } from '@pulumi/pulumi/proto/provider_pb.js';
import providerPb from '@pulumi/pulumi/proto/provider_pb.js';
import type { RegisterResourceResponse } from '@pulumi/pulumi/proto/resource_pb.js';
import resourceGrpcPb from '@pulumi/pulumi/proto/resource_grpc_pb.js';
import resourcePb from '@pulumi/pulumi/proto/resource_pb.js';
import { checkInputs, componentOf, UNKNOWN, type Register } from '../../resources/index.ts';
import { refuse } from '../refuse.ts';
import { decode, fromStruct, resourceReference, toStruct, type Wire } from './wire.ts';

/** A remote component: registers itself and its children with the engine, which then calls back for each child. */
export async function construct(request: ConstructRequest) {
  const [type, name] = [request.getType(), request.getName()];
  const component = componentOf(type);
  const inputs = decode(fromStruct(request.getInputs())) as Wire;
  refuse(type, name, checkInputs(component, inputs));

  const monitor = new resourceGrpcPb.ResourceMonitorClient(
    request.getMonitorendpoint(),
    grpc.credentials.createInsecure(),
  );
  try {
    const self = registration(type, name, request.getParent());
    self.setCustom(false);
    self.setProtect(request.getProtect() ?? false);
    self.setDependenciesList(request.getDependenciesList());
    const urn = (await send(monitor, self)).getUrn();

    const children: string[] = [];
    const register: Register = async (childType, childName, childInputs) => {
      const child = registration(childType, childName, urn);
      child.setCustom(true);
      child.setObject(toStruct(childInputs));
      child.setProvider(request.getProvidersMap().get(childType.split(':')[0] ?? '') ?? '');
      const registered = await send(monitor, child);
      children.push(registered.getUrn());
      const outputs = decode(fromStruct(registered.getObject())) as Wire;
      const id = registered.getId();
      return {
        reference: resourceReference(registered.getUrn(), id),
        outputs: id === '' ? withUnknowns(outputs) : outputs,
      };
    };
    const outputs = await component.construct(name, inputs, register);
    const state = toStruct(outputs);
    await finish(monitor, urn, outputs);

    const response = new providerPb.ConstructResponse();
    response.setUrn(urn);
    response.setState(state);
    for (const key of Object.keys(outputs)) {
      const dependencies = new providerPb.ConstructResponse.PropertyDependencies();
      dependencies.setUrnsList(children);
      response.getStatedependenciesMap().set(key, dependencies);
    }
    return response;
  } finally {
    monitor.close();
  }
}

type Monitor = InstanceType<typeof resourceGrpcPb.ResourceMonitorClient>;

function registration(type: string, name: string, parent: string) {
  const request = new resourcePb.RegisterResourceRequest();
  request.setType(type);
  request.setName(name);
  request.setParent(parent);
  request.setAcceptsecrets(true);
  request.setAcceptresources(true);
  return request;
}

function send(monitor: Monitor, request: InstanceType<typeof resourcePb.RegisterResourceRequest>) {
  return new Promise<RegisterResourceResponse>((resolve, reject) => {
    monitor.registerResource(request, (error, value) => (error ? reject(error) : resolve(value)));
  });
}

function finish(monitor: Monitor, urn: string, outputs: Wire): Promise<void> {
  const request = new resourcePb.RegisterResourceOutputsRequest();
  request.setUrn(urn);
  request.setOutputs(toStruct(outputs));
  return new Promise((resolve, reject) => {
    monitor.registerResourceOutputs(request, (error) => (error ? reject(error) : resolve()));
  });
}

/** In a preview, an output that a child does not have yet is unknown, not absent. */
function withUnknowns(outputs: Wire): Wire {
  return new Proxy(outputs, {
    get: (target, key: string) => (key in target ? target[key] : UNKNOWN),
  });
}
