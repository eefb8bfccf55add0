import type { CheckRequest } from '@pulumi/pulumi/proto/provider_pb.js';
import providerPb from '@pulumi/pulumi/proto/provider_pb.js';
import { autoname, checkInputs, handlerOf, type Failure } from '../../resources/index.ts';
import { parseUrn } from './urn.ts';
import { decode, fromStruct, toStruct, type Wire } from './wire.ts';

/** The state's key for the names of inputs that the provider filled in; Pulumi's own bridge uses it too. */
const FILLED_IN = '__defaults';

/** Whether the name was generated, not given by the program. */
export function isAutonamed(inputs: Wire, property: string | undefined): boolean {
  const filledIn = inputs[FILLED_IN];
  return property !== undefined && Array.isArray(filledIn) && filledIn.includes(property);
}

/** The inputs, with a generated name but without `__defaults`. */
export function withoutMarks({ [FILLED_IN]: _, ...inputs }: Wire): Wire {
  return inputs;
}

/** Validates a resource's inputs and generates a missing name. A name generated before is kept. */
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
