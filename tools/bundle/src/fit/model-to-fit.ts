import { existsSync, globSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { BundleSize, ModelManifest } from '@pilotlight/contracts';
import { BundleError } from '../bundle-error.ts';
import { bundleSize } from '../bundle-size.ts';
import { type Finding, isError } from '../finding.ts';
import { packFolder } from '../folder/pack-folder.ts';
import { MANIFEST } from '../names.ts';
import { readSubject } from '../subject.ts';

/** A model as it would be packed; `manifest` is undefined when `findings` has errors. */
export interface ModelToFit {
  readonly manifest: ModelManifest | undefined;
  readonly size: BundleSize;
  readonly findings: readonly Finding[];
}

export const MODELS_FOLDER = join(import.meta.dirname, '..', '..', '..', '..', 'libs', 'models');

/**
 * Packs the model `name` into a temporary folder. Its code does not run.
 * @param folder with a folder for each model
 * @throws BundleError when there is no such model
 */
export async function modelToFit(
  name: string,
  folder: string = MODELS_FOLDER,
): Promise<ModelToFit> {
  if (basename(name) !== name || !existsSync(join(folder, name, MANIFEST))) {
    const models = globSync(`*/${MANIFEST}`, { cwd: folder }).map(dirname).sort();
    throw new BundleError(
      `there is no model ${JSON.stringify(name)} in libs/models; the models are ${models.join(', ')}`,
    );
  }
  const scratch = await mkdtemp(join(tmpdir(), 'fit-'));
  try {
    const packed = await packFolder(join(folder, name), scratch);
    const subject = await readSubject(packed.unpacked);
    const findings = [...packed.findings, ...subject.findings];
    const archiveBytes = packed.archive && (await stat(packed.archive)).size;
    return {
      manifest: findings.some(isError) ? undefined : subject.manifest,
      size: bundleSize(subject, archiveBytes || undefined),
      findings,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
