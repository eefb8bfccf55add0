import { asset } from '@pulumi/pulumi';
import type { Artefacts } from './artefacts.ts';

/** The code of a function that needs only its bundle. */
export function functionCode(bundle: string): asset.AssetArchive {
  return new asset.AssetArchive({ 'index.mjs': new asset.FileAsset(bundle) });
}

/** The API's bundle with what it serves: the page under `public/`, each model's manifest under `models/`. */
export function apiCode(artefacts: Artefacts): asset.AssetArchive {
  return new asset.AssetArchive({
    'index.mjs': new asset.FileAsset(artefacts.functions.api),
    public: new asset.FileArchive(artefacts.page),
    ...Object.fromEntries(
      artefacts.models.map(({ name, manifest }) => [
        `models/${name}.json`,
        new asset.FileAsset(manifest),
      ]),
    ),
  });
}
