import { posix } from 'node:path';
import type { Mutant } from './mutant.ts';

/** A mutant, and the test that killed it. */
export interface Killed {
  readonly mutant: Mutant;
  readonly by: string;
}

/** The file as the page names it: from the workspace's root when it is not in libs/lifecycle. */
const named = (file: string) =>
  file.startsWith('../') ? posix.join('libs/lifecycle', file) : file;

const row = ({ mutant: { invariant, without, file }, by }: Killed) =>
  `| ${invariant} | ${without} | \`${named(file)}\` | ${by} |`;

/** The content of docs/mutations.md: one line per mutant. */
export function document(killed: readonly Killed[]): string {
  return `# What the life cycle's tests are worth

\`\`\`sh
npm run mutations              # removes each protection in turn, and runs the tests that guard it
npm run mutations -- --docs    # writes this page
\`\`\`

Each line is one protection of an invariant of [ARCHITECTURE.md](../ARCHITECTURE.md), and the first test that fails without it.
The command's exit status is 1 if a mutant survives, if its text is no longer found, or if anything but a test fails.

| invariant | without | file, in \`libs/lifecycle\` unless said | killed by |
| --: | --- | --- | --- |
${killed.map(row).join('\n')}
`;
}
