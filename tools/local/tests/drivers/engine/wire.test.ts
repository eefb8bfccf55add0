import * as pulumi from '@pulumi/pulumi';
import { describe, expect, it } from 'vitest';
import {
  comparable,
  decode,
  fromStruct,
  resourceReference,
  toStruct,
} from '../../../src/drivers/engine/wire.ts';
import { UNKNOWN } from '../../../src/resources/index.ts';

const { specialArchiveSig, specialAssetSig, specialSecretSig, specialSigKey, unknownValue } =
  pulumi.runtime;
const secret = (value: unknown) => ({ [specialSigKey]: specialSecretSig, value });
const asset = (fields: object) => ({ [specialSigKey]: specialAssetSig, ...fields });
const archive = (fields: object) => ({ [specialSigKey]: specialArchiveSig, ...fields });

describe('decode', () => {
  it('unwraps secrets at any depth', () => {
    expect(decode({ a: [secret({ b: secret(1) })], c: null })).toEqual({ a: [{ b: 1 }], c: null });
  });

  it('decodes unknown values as UNKNOWN', () => {
    const output = { [specialSigKey]: pulumi.runtime.specialOutputValueSig, dependencies: [] };
    expect(decode([unknownValue, output, { ...output, value: 'x' }])).toEqual([
      UNKNOWN,
      UNKNOWN,
      'x',
    ]);
  });

  it('reads a resource as its id', () => {
    expect(decode(resourceReference('urn', 'id'))).toBe('id');
    expect(decode(resourceReference('urn', ''))).toBe(UNKNOWN);
  });

  it('creates assets from paths, texts and archives', async () => {
    const read = decode(
      archive({
        assets: { a: asset({ path: 'p' }), b: asset({ text: '' }), c: archive({ path: 'd' }) },
      }),
    ) as pulumi.asset.AssetArchive;
    const { a, b, c } = (await read.assets) as Record<string, unknown>;
    expect(await (a as pulumi.asset.FileAsset).path).toBe('p');
    expect(await (b as pulumi.asset.StringAsset).text).toBe('');
    expect(await (c as pulumi.asset.FileArchive).path).toBe('d');
  });

  it('leaves an asset of a stored state unchanged, because it is only a hash', () => {
    expect(decode(asset({ hash: 'h' }))).toEqual(asset({ hash: 'h' }));
    expect(decode(archive({ hash: 'h' }))).toEqual(archive({ hash: 'h' }));
  });

  it('names an unknown signature', () => {
    expect(() => decode({ [specialSigKey]: 'new' })).toThrow(/unknown signature new/);
  });
});

describe('comparable', () => {
  it('treats assets with equal content as equal, and a value as equal to its secret', () => {
    const before = { code: asset({ hash: 'h' }), key: secret('k') };
    const after = { code: asset({ hash: 'h', path: 'p' }), key: 'k' };
    expect(comparable(after)).toEqual(comparable(before));
    expect(comparable({ code: asset({ hash: 'i' }) })).not.toEqual(
      comparable({ code: asset({ hash: 'h' }) }),
    );
  });
});

it('encodes unknown values, and leaves out undefined ones', () => {
  const struct = toStruct({ a: UNKNOWN, b: [{ c: undefined, d: 1 }], e: undefined });
  expect(fromStruct(struct)).toEqual({ a: unknownValue, b: [{ d: 1 }] });
});
