import { join, resolve } from 'node:path';
import { createVitest, type TestCase, type TestModule, type Vitest } from 'vitest/node';
import { mutated, type Mutant } from './mutant.ts';

/** `broken`: something other than a test failed, so nothing was shown. */
export type TestRun =
  | { readonly kind: 'passed'; readonly names: readonly string[] }
  /** The full name of the first test that failed. */
  | { readonly kind: 'failed'; readonly by: string }
  | { readonly kind: 'broken'; readonly why: string };

const WORKSPACE = resolve(import.meta.dirname, '../../..');

/**
 * Vitest for the tests of one project, started once for many mutants: a mutant changes its file as Vite loads it, and
 * nothing is written.
 */
export class TestRunner {
  readonly #project: string;
  #vitest!: Vitest;
  #mutant: Mutant | undefined;

  private constructor(project: string) {
    this.#project = project;
  }

  /** @param project directory of the tests, with a vitest.config.ts; paths of mutants are relative to it */
  static async start(project: string): Promise<TestRunner> {
    const runner = new TestRunner(project);
    // The root is the workspace: a protection, and its tests, may be in another project.
    const where = { root: WORKSPACE, config: join(project, 'vitest.config.ts') };
    const options = { ...where, watch: false, bail: 1, maxWorkers: 1, reporters: [{}] };
    runner.#vitest = await createVitest('test', options, { plugins: [runner.#plugin()] });
    await runner.#vitest.standalone();
    return runner;
  }

  #plugin() {
    return {
      name: 'mutant',
      enforce: 'pre',
      transform: (code: string, id: string) =>
        this.#mutant && id === this.#pathOf(this.#mutant) ? mutated(code, this.#mutant) : undefined,
    } as const;
  }

  #pathOf({ file }: Mutant): string {
    return resolve(this.#project, file);
  }

  /** Runs test files until the first test fails. */
  async run(tests: readonly string[], mutant?: Mutant): Promise<TestRun> {
    const changed = [this.#mutant, mutant].filter((one) => one !== undefined);
    for (const one of changed) this.#vitest.invalidateFile(this.#pathOf(one));
    this.#mutant = mutant;
    const files = tests.map((file) => resolve(this.#project, file));
    const found = await this.#vitest.globTestSpecifications(files);
    if (found.length < files.length) {
      return { kind: 'broken', why: `of ${tests.join(', ')} only ${found.length} are test files` };
    }
    const { testModules, unhandledErrors } = await this.#vitest.runTestSpecifications(found);
    // The result also has the modules of earlier runs.
    const ran = testModules.filter(({ moduleId }) => files.includes(moduleId));
    return verdict(ran, unhandledErrors);
  }

  async close(): Promise<void> {
    await this.#vitest.close();
  }
}

function verdict(testModules: readonly TestModule[], unhandledErrors: readonly unknown[]): TestRun {
  const cases = testModules.flatMap(({ children }) => [...children.allTests()]);
  const named = (state: string) => (test: TestCase) =>
    test.result().state === state ? [test.fullName] : [];
  const [by] = cases.flatMap(named('failed'));
  if (by !== undefined) return { kind: 'failed', by };
  const errors = [...testModules.flatMap((module) => module.errors()), ...unhandledErrors];
  if (errors.length > 0) return { kind: 'broken', why: messageOf(errors[0]) };
  const names = cases.flatMap(named('passed'));
  return names.length > 0 ? { kind: 'passed', names } : { kind: 'broken', why: 'no test ran' };
}

function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}
