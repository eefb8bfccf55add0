import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isError } from './finding.ts';
import { packFolder, type PackedFolder } from './folder/pack-folder.ts';
import { lintBundle, type LintReport } from './lint-bundle.ts';

/** `archive` is what SageMaker unpacks into `/opt/ml/model`; undefined after an error. */
export type PackedModel = Omit<PackedFolder, 'incomplete' | 'handlerMap'> & LintReport;

/**
 * Packs the model in `directory` into `target` (default: its `dist/`), which is emptied first, and lints what it
 * packed. An unchanged model gives the same bytes, so that it is not uploaded or deployed again. After an error no
 * archive is left behind.
 * @throws BundleError when there is no such folder
 */
export async function packModel(
  directory: string,
  target = join(directory, 'dist'),
): Promise<PackedModel> {
  const { archive, incomplete, handlerMap, ...packed } = await packFolder(directory, target);
  const report = await lintBundle(packed.unpacked, { archive, incomplete, handlerMap });
  const findings = [...packed.findings, ...report.findings];
  const failed = findings.some(isError);
  if (failed && archive) await rm(archive);
  return { ...packed, ...report, findings, archive: failed ? undefined : archive };
}
