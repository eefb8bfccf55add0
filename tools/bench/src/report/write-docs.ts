import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';

export const DOCS = join(ROOT, 'docs', 'benchmarks');

/** The text between these two lines is written by the benchmark, the rest by hand. */
const BEGIN = '<!-- results: written by the benchmark -->';
const END = '<!-- end of the results -->';

/** The results of one run for a page of docs/benchmarks. */
export interface DocsPage {
  /** The file name of the page and of its plot, without the extension. */
  readonly name: string;
  /** Paragraphs and tables, in Markdown. */
  readonly results: readonly string[];
  /** SVG. */
  readonly plot: string;
}

/** Writes the results of one run into their page in docs/benchmarks, and the plot beside it. */
export async function writeDocs(docs: DocsPage, command: string): Promise<void> {
  const page = join(DOCS, `${docs.name}.md`);
  const date = new Date().toISOString().slice(0, 10);
  const results = [`\`${command}\`, ${date}.`, ...docs.results].join('\n\n');
  await writeFile(page, withResults(await readFile(page, 'utf8'), results));
  await writeFile(join(DOCS, `${docs.name}.svg`), `${docs.plot}\n`);
  await runCommand(join(ROOT, 'node_modules', '.bin', 'prettier'), ['--write', page], {
    cwd: ROOT,
    environment: process.env,
  });
}

/** Replaces the results in `page`. @throws Error when the two marks around them are missing */
export function withResults(page: string, results: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END, begin);
  if (begin < 0 || end < 0) throw new Error(`the page must have the lines ${BEGIN} and ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${results}\n\n${page.slice(end)}`;
}
