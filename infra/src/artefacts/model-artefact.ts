import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type BundleSize, ModelManifest, parse } from '@pilotlight/contracts';
import { needsSharp } from '@pilotlight/model-runtime/needs-sharp';
import { fileHash, filesIn } from './hashes.ts';
import type { Outputs } from './outputs.ts';

/** Where a model's build outputs are, with its manifest. */
export interface FoundModel {
  readonly name: string;
  /** `model.json`: the API serves the model's description from it. */
  readonly manifest: string;
  readonly content: ModelManifest;
  /** `model.tar.gz`, which SageMaker unpacks into the container. */
  readonly bundle: string;
  /** The folder with the bundle's files. */
  readonly unpacked: string;
}

/** What decides, besides its size, how a bundle can be served. */
export type Asked = Pick<ModelManifest, 'answerFiles' | 'tuning'>;

/** One model as its project built it. */
export interface ModelArtefact extends Omit<FoundModel, 'content'> {
  readonly version: string;
  /** SHA-256 of the bundle, in hex. */
  readonly bundleHash: string;
  readonly size: BundleSize;
  /** Whether it takes pictures, which need a library of their own. */
  readonly pictures: boolean;
  /** What its manifest asks of its host. */
  readonly asked: Asked;
}

/** The build outputs of one model; what is missing or wrong is among the mistakes of `outputs`. */
export function findModel(name: string, outputs: Outputs): FoundModel[] {
  const folder = `libs/models/${name}`;
  const manifest = outputs.at(`${folder}/model.json`);
  if (!existsSync(manifest)) {
    outputs.mistakes.push(`${folder}/model.json is missing: is there a model of this name?`);
    return [];
  }
  const content = readManifest(name, manifest, outputs.mistakes);
  const bundle = outputs.wanted(name, `${folder}/dist/model.tar.gz`);
  const unpacked = outputs.wanted(name, `${folder}/dist/bundle`);
  return content ? [{ name, manifest, content, bundle, unpacked }] : [];
}

/** The model with what its files say. */
export async function readModel({ content, ...found }: FoundModel): Promise<ModelArtefact> {
  const { bundle, unpacked } = found;
  const bytes = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const onnxBytes = bytes(join(unpacked, 'model.onnx'));
  const all = filesIn(unpacked).reduce((sum, file) => sum + bytes(file), 0);
  return {
    ...found,
    version: content.version,
    bundleHash: fileHash(bundle),
    size: { onnxBytes, otherBytes: all - onnxBytes, archiveBytes: bytes(bundle) },
    pictures: await needsSharp({ directory: unpacked, manifest: content }),
    asked: {
      ...(content.tuning ? { tuning: content.tuning } : {}),
      ...(content.answerFiles ? { answerFiles: content.answerFiles } : {}),
    },
  };
}

function readManifest(name: string, file: string, mistakes: string[]): ModelManifest | undefined {
  try {
    const manifest = parse(ModelManifest, JSON.parse(readFileSync(file, 'utf8')), file);
    if (manifest.name === name) return manifest;
    mistakes.push(`${file} has the name ${JSON.stringify(manifest.name)}, must be "${name}"`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    mistakes.push(message.includes(file) ? message : `${file} is not JSON: ${message}`);
  }
  return undefined;
}
