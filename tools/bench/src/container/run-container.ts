import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerArguments } from '../arguments.ts';
import { LoadGenerator } from '../load/load-generator.ts';
import { buildModel } from '../models/build-model.ts';
import { WORK } from '../paths.ts';
import { onlyOne } from '../processes/only-one.ts';
import type { Contender } from '../systems/contender.ts';
import { SERVERS } from '../systems/servers.ts';
import { FULL, QUICK } from './effort.ts';
import { measureModel } from './measure-model.ts';
import type { Row } from './row.ts';

export interface ContainerResults {
  readonly rows: readonly Row[];
  /** One line for each failure or wrong answer. */
  readonly failures: readonly string[];
}

/** Builds and installs the selected models and systems, and measures them. */
export async function runContainer(options: ContainerArguments): Promise<ContainerResults> {
  const effort = options.quick ? QUICK : FULL;
  await mkdir(WORK, { recursive: true });
  onlyOne(join(WORK, 'running'));
  const failures: string[] = [];
  const onFailure = (what: string, error: Error) => {
    failures.push(`${what}: ${error.message}`);
    console.error(`FAILED: ${what}: ${error.message}`);
  };
  const models = [];
  for (const name of options.models) models.push(await buildModel(name));
  const contenders: Contender[] = [];
  for (const name of options.systems) {
    if (name === 'limit') continue;
    await SERVERS[name]().then(
      (settings) => contenders.push(...settings),
      (error: Error) => onFailure(name, error),
    );
  }

  const rows: Row[] = [];
  const load = new LoadGenerator();
  try {
    for (const model of models) {
      const callers = options.callers ?? effort.callers;
      const cells = options.lengths.flatMap((lengths) =>
        callers.map((count) => ({ callers: count, lengths })),
      );
      const withLimit = options.systems.includes('limit');
      rows.push(
        ...(await measureModel({ model, contenders, withLimit, cells, effort, load, onFailure })),
      );
    }
  } finally {
    load.close();
  }
  return { rows, failures };
}
