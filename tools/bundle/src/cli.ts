import { relative } from 'node:path';
import { megabytes } from '@pilotlight/contracts';
import { BundleError } from './bundle-error.ts';
import { type Finding, findingLines, isError } from './finding.ts';
import { fitLines } from './fit/fit-lines.ts';
import { parseFit } from './fit/fit-options.ts';
import { modelToFit } from './fit/model-to-fit.ts';
import { writeServingDocs } from './fit/serving-docs.ts';
import { lintPath } from './lint-path.ts';
import { packModel } from './pack-model.ts';
import { estimateLine, verdictLines } from './serving-lines.ts';

const USAGE = `usage: node src/main.ts DIR         packs the model in that folder, such as libs/models/NAME
       node src/main.ts lint PATH   lints a model's folder, an unpacked bundle or a model.tar.gz; runs its handler
       node src/main.ts fit NAME    says how the model can be served and what each way costs a month; options:
                                    --requests-per-day, --hours-per-day, --seconds (each request), --idle-minutes
       node src/main.ts docs        writes the output of fit into docs/serving.md`;

/**
 * Runs the program with the arguments after its name.
 * @returns the exit code
 */
export async function cli(args: readonly string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    console.error(`bundle: ${error.message}`);
    return 1;
  }
}

async function run(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === 'fit' && rest.length > 0 && !rest.includes('--help')) return fit(rest);
  const [path] = rest;
  const isLint = command === 'lint';
  const known = rest.length === (isLint ? 1 : 0) && !args.some((arg) => arg.startsWith('-'));
  if (command === undefined || command === 'fit' || !known) {
    console.error(USAGE);
    return 2;
  }
  if (command === 'docs') return docs();
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

async function fit(args: readonly string[]): Promise<number> {
  const { name, options } = parseFit(args);
  const { manifest, size, findings } = await modelToFit(name);
  if (!manifest) return report(findings.filter(isError));
  console.log(fitLines(manifest, size, options).join('\n'));
  return 0;
}

async function docs(): Promise<number> {
  await writeServingDocs();
  return 0;
}

function report(findings: readonly Finding[]): number {
  for (const line of findingLines(findings)) console.error(line);
  const errors = findings.filter(isError).length;
  if (errors > 0) console.error(`bundle: ${errors} ${errors === 1 ? 'error' : 'errors'}`);
  return errors > 0 ? 1 : 0;
}
