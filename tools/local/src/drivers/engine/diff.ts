import type { DiffRequest } from '@pulumi/pulumi/proto/provider_pb.js';
import providerPb from '@pulumi/pulumi/proto/provider_pb.js';
import { changesOf, handlerOf, hasUnknown, type Context } from '../../resources/index.ts';
import { isAutonamed, withoutMarks } from './check.ts';
import { parseUrn } from './urn.ts';
import { comparable, decode, fromStruct, type Wire } from './wire.ts';

const { DiffChanges } = providerPb.DiffResponse;
const { Kind } = providerPb.PropertyDiff;

/** Which inputs an update would change, and whether the resource must be replaced. */
export async function diff(request: DiffRequest, context: Context) {
  const handler = handlerOf(parseUrn(request.getUrn()).type);
  const before = fromStruct(request.getOldInputs());
  const after = fromStruct(request.getNews());
  const inputs = decode(withoutMarks(after)) as Wire;
  const drifted = hasUnknown(inputs)
    ? []
    : await handler.drift?.(
        inputs as never,
        decode(fromStruct(request.getOlds())) as Wire,
        context,
      );
  const changes = changesOf(handler, {
    before: comparable(withoutMarks(before)) as Wire,
    after: comparable(withoutMarks(after)) as Wire,
    drifted: drifted ?? [],
    autonamed: isAutonamed(after, handler.autoname?.property),
  });

  const response = new providerPb.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = DiffChanges;
  response.setChanges(changes.changed.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList([...changes.changed]);
  response.setReplacesList([...changes.replaces]);
  response.setDeletebeforereplace(changes.deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  for (const key of changes.changed) {
    const detail = new providerPb.PropertyDiff();
    detail.setKind(kindOf(before[key], after[key], changes.replaces.includes(key)));
    detail.setInputdiff(true);
    response.getDetaileddiffMap().set(key, detail);
  }
  return response;
}

function kindOf(before: unknown, after: unknown, replaces: boolean) {
  if (before === undefined) return replaces ? Kind.ADD_REPLACE : Kind.ADD;
  if (after === undefined) return replaces ? Kind.DELETE_REPLACE : Kind.DELETE;
  return replaces ? Kind.UPDATE_REPLACE : Kind.UPDATE;
}
