import { DEPLOYMENT_FILE, type Deployment } from '@pilotlight/contracts';
import * as pulumi from '@pulumi/pulumi';
import type { Artefacts } from './artefacts/find-artefacts.ts';

const { AssetArchive, FileArchive, FileAsset, StringAsset } = pulumi.asset;

type Assets = pulumi.asset.AssetMap;

/** A function's zip: its bundle (a folder), the deployment and other files that it reads. */
function archive(
  bundle: string,
  deployment: pulumi.Output<Deployment>,
  others: Assets = {},
): pulumi.Output<pulumi.asset.Archive> {
  return deployment.apply(
    (known) =>
      new AssetArchive({
        '.': new FileArchive(bundle),
        [DEPLOYMENT_FILE]: new StringAsset(JSON.stringify(known, null, 2)),
        ...others,
      }),
  );
}

/** The code of a function that needs only its bundle and the deployment. */
export const functionCode = (bundle: string, deployment: pulumi.Output<Deployment>) =>
  archive(bundle, deployment);

/** The API's code, with what it serves: the page under `public/`, each model's manifest under `models/`. */
export function apiCode(artefacts: Artefacts, deployment: pulumi.Output<Deployment>) {
  const manifests = artefacts.models.map(
    ({ name, manifest }) => [`models/${name}.json`, new FileAsset(manifest)] as const,
  );
  return archive(artefacts.functions.api, deployment, {
    public: new FileArchive(artefacts.page),
    ...Object.fromEntries(manifests),
  });
}
