import { relative } from 'node:path';
import { megabytes } from '@pilotlight/contracts';
import { BundleError } from './bundle-error.ts';
import { type Finding, findingLines, isError } from './finding.ts';
import { lintPath } from './lint-path.ts';
import { packModel } from './pack-model.ts';
import { estimateLine, verdictLines } from './serving-lines.ts';

const USAGE = `usage: node src/main.ts DIR         packs the model in that folder, such as libs/models/NAME
       node src/main.ts lint PATH   lints a model's folder, an unpacked bundle or a model.tar.gz; runs its handler`;

/** @returns the exit code */
async function main(args: readonly string[]): Promise<number> {
  const [command, path] = args;
  const isLint = command === 'lint';
  const known = args.length === (isLint ? 2 : 1) && !args.some((arg) => arg.startsWith('-'));
  if (command === undefined || !known) {
    console.error(USAGE);
    return 2;
  }
  return path === undefined ? pack(command) : lint(path);
}

async function pack(directory: string): Promise<number> {
  const { archive, findings, files, size } = await packModel(directory);
  for (const { name, bytes } of files) console.log(`  ${name}  ${megabytes(bytes)}`);
  if (archive) {
    console.log(`${relative(process.cwd(), archive)}  ${megabytes(size.archiveBytes ?? 0)}`);
  }
  return report(findings);
}

async function lint(path: string): Promise<number> {
  const { findings, size, verdicts } = await lintPath(path);
  if (size && verdicts) {
    console.log([...verdictLines(verdicts), `  ${estimateLine(size)}`].join('\n'));
  }
  return report(findings);
}

function report(findings: readonly Finding[]): number {
  for (const line of findingLines(findings)) console.error(line);
  const errors = findings.filter(isError).length;
  if (errors > 0) console.error(`bundle: ${errors} ${errors === 1 ? 'error' : 'errors'}`);
  return errors > 0 ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BundleError)) throw error;
  console.error(`bundle: ${error.message}`);
  process.exitCode = 1;
}
