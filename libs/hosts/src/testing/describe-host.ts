import { afterEach, beforeEach, describe, it } from 'vitest';
import type { HostBench } from './host-bench.ts';
import { HOST_CASES } from './host-cases.ts';

export type HostCase = keyof typeof HOST_CASES;

/**
 * Conformance tests for every `Host`.
 * @param setUp runs before each test
 * @param options `skip`: the cases that do not apply to this host, each with the reason
 */
export function describeHost(
  name: string,
  setUp: () => HostBench | Promise<HostBench>,
  { skip = {} }: { readonly skip?: Partial<Readonly<Record<HostCase, string>>> } = {},
): void {
  describe(name, () => {
    let bench: HostBench;

    beforeEach(async () => {
      bench = await setUp();
    });

    afterEach(() => bench.stop());

    for (const [title, check] of Object.entries(HOST_CASES)) {
      const reason = skip[title as HostCase];
      if (reason === undefined) it(title, () => check(bench));
      else it.skip(`${title} (${reason})`, () => undefined);
    }
  });
}
