import type { CheckRequest } from '@pulumi/pulumi/proto/provider_pb.js';
import providerPb from '@pulumi/pulumi/proto/provider_pb.js';
import { autoname, checkInputs, handlerOf, type Failure } from '../../resources/index.ts';
import { parseUrn } from './urn.ts';
import { decode, fromStruct, toStruct, type Wire } from './wire.ts';

/** Names the inputs that a provider has filled in: Pulumi's own bridge keeps them under this key, in the state. */
const FILLED_IN = '__defaults';

/** Whether the program gave no name. */
export function isAutonamed(inputs: Wire, property: string | undefined): boolean {
  const filledIn = inputs[FILLED_IN];
  return property !== undefined && Array.isArray(filledIn) && filledIn.includes(property);
}

/** The inputs that the program gave, and the name that was made up for it. */
export function withoutMarks({ [FILLED_IN]: _, ...inputs }: Wire): Wire {
  return inputs;
}

/** Validates a resource's inputs and gives it a name; an unnamed resource keeps the name it has. */
export function check(request: CheckRequest) {
  const { type, name } = parseUrn(request.getUrn());
  const handler = handlerOf(type);
  const before = fromStruct(request.getOlds());
  const given = withoutMarks(fromStruct(request.getNews()));
  const response = new providerPb.CheckResponse();
  const property = handler.autoname?.property;
  let inputs = given;
  if (handler.autoname && property !== undefined && given[property] === undefined) {
    const kept = isAutonamed(before, property) ? before[property] : undefined;
    const made = kept ?? proposed(request) ?? autoname(handler.autoname, name, seedOf(request));
    inputs = { ...given, [property]: made, [FILLED_IN]: [property] };
  }
  const failures = checkInputs(handler, decode(withoutMarks(inputs)) as Wire);
  response.setInputs(toStruct(inputs));
  response.setFailuresList(failures.map(failureMessage));
  return response;
}

/** The name that the project's `pulumi:autonaming` configuration asks for. */
function proposed(request: CheckRequest): string | undefined {
  return request.getAutonaming()?.getProposedName() || undefined;
}

function seedOf(request: CheckRequest): Uint8Array {
  const seed = request.getRandomseed_asU8();
  return seed.length > 0 ? seed : crypto.getRandomValues(new Uint8Array(4));
}

function failureMessage({ property, reason }: Failure) {
  const failure = new providerPb.CheckFailure();
  failure.setProperty(property);
  failure.setReason(reason);
  return failure;
}
