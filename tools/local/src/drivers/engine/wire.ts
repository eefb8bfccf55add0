import * as pulumi from '@pulumi/pulumi';
import structPb from 'google-protobuf/google/protobuf/struct_pb.js';
import type { JavaScriptValue, Struct } from 'google-protobuf/google/protobuf/struct_pb.js';
import { isPlainObject, UNKNOWN } from '../../resources/index.ts';

const {
  specialArchiveSig,
  specialAssetSig,
  specialOutputValueSig,
  specialResourceSig,
  specialSecretSig,
  specialSigKey,
  unknownValue,
} = pulumi.runtime;

/** Properties as sent between the engine and a provider: secrets and assets are objects with a signature key. */
export type Wire = Record<string, unknown>;

export function fromStruct(struct: Struct | undefined): Wire {
  return struct?.toJavaScript() ?? {};
}

export function toStruct(properties: Readonly<Wire>): Struct {
  return structPb.Struct.fromJavaScript(encode(properties) as Record<string, JavaScriptValue>);
}

/** For a handler: secrets unwrapped, assets as Pulumi's own objects, `UNKNOWN` for values that are not known yet. */
export function decode(value: unknown): unknown {
  if (value === unknownValue) return UNKNOWN;
  if (Array.isArray(value)) return value.map(decode);
  if (!isPlainObject(value)) return value;
  switch (value[specialSigKey]) {
    case undefined:
      return mapValues(value, decode);
    case specialSecretSig:
      return decode(value['value']);
    case specialOutputValueSig:
      return value['value'] === undefined ? UNKNOWN : decode(value['value']);
    case specialResourceSig:
      return value['id'] === undefined ? value['urn'] : value['id'] === '' ? UNKNOWN : value['id'];
    case specialAssetSig:
      return decodeAsset(value);
    case specialArchiveSig:
      return decodeArchive(value);
    default:
      throw new Error(`a property has the unknown signature ${String(value[specialSigKey])}`);
  }
}

/** For comparison: secrets unwrapped, an asset as the hash of its content. Equal when nothing has changed. */
export function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (!isPlainObject(value)) return value;
  switch (value[specialSigKey]) {
    case specialSecretSig:
      return comparable(value['value']);
    case specialAssetSig:
    case specialArchiveSig:
      return { [String(value[specialSigKey])]: value['hash'] };
    default:
      return mapValues(value, comparable);
  }
}

/** A reference to a resource, for the outputs of a component. */
export function resourceReference(urn: string, id: string): Wire {
  return { [specialSigKey]: specialResourceSig, urn, id, packageVersion: '' };
}

function encode(value: unknown): unknown {
  if (value === UNKNOWN) return unknownValue;
  if (Array.isArray(value)) return value.map(encode);
  return isPlainObject(value) ? mapValues(value, encode) : value;
}

function mapValues(object: Wire, map: (value: unknown) => unknown): Wire {
  const given = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key, map(value)]));
}

/** In a stored state an asset may be only its hash. It cannot be decoded, and stays as it is. */
function decodeAsset(value: Wire): unknown {
  if (typeof value['path'] === 'string') return new pulumi.asset.FileAsset(value['path']);
  if (typeof value['text'] === 'string') return new pulumi.asset.StringAsset(value['text']);
  return value;
}

function decodeArchive(value: Wire): unknown {
  if (isPlainObject(value['assets'])) {
    const parts = mapValues(value['assets'], decode) as pulumi.asset.AssetMap;
    return new pulumi.asset.AssetArchive(parts);
  }
  if (typeof value['path'] === 'string') return new pulumi.asset.FileArchive(value['path']);
  return value;
}
