import { existsSync } from 'node:fs';
import { RunError } from '@pulumi/pulumi';

/** Looks for build outputs, and collects what is missing or wrong. */
export class Outputs {
  readonly mistakes: string[] = [];
  readonly #root: string;

  /** @param root the workspace, relative to the program's directory */
  constructor(root: string) {
    this.#root = root;
  }

  /**
   * The path of a project's build output, relative to the program's directory.
   * @param file that is in it, if the output is a folder
   */
  wanted(project: string, path: string, file = path): string {
    if (!existsSync(this.at(file))) {
      this.mistakes.push(`${file} is missing: run \`npx nx build ${project}\``);
    }
    return this.at(path);
  }

  /** A path of the workspace, relative to the program's directory. */
  at(path: string): string {
    return `${this.#root}/${path}`;
  }

  /** @throws RunError that lists all mistakes at once, each with the command that fixes it */
  check(): void {
    if (this.mistakes.length === 0) return;
    throw new RunError(
      `The build outputs to deploy are missing or not valid:\n${this.mistakes.map((line) => `  ${line}`).join('\n')}`,
    );
  }
}
