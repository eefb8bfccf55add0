import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tidy, UNUSED_KEPT_SECONDS } from '../../src/loader/tidy.ts';

describe('tidying the file system', () => {
  let mount: string;
  const [current, previous] = ['a', 'b'].map((letter) => letter.repeat(64)) as [string, string];
  const used = [{ model: 'unicorn', hash: current }];
  const later = (seconds: number) => () => Date.now() + seconds * 1000;
  const run = (seconds = 0) => tidy({ files: 'tidy', used }, mount, later(seconds));

  beforeEach(async () => {
    mount = await mkdtemp(join(tmpdir(), 'pilotlight-tidy-'));
    for (const folder of [`unicorn/${current}`, `unicorn/${previous}`, `digits/${previous}`]) {
      await mkdir(join(mount, folder), { recursive: true });
      await writeFile(join(mount, folder, '.complete'), '');
    }
  });
  afterEach(() => rm(mount, { recursive: true }));

  test('marks first what no function uses, and keeps it for the instances that still do', async () => {
    expect(await run()).toEqual({
      marked: [`digits/${previous}`, `unicorn/${previous}`],
      removed: [],
    });
    expect(await run(UNUSED_KEPT_SECONDS - 60)).toEqual({ marked: [], removed: [] });
    expect(await readdir(join(mount, 'unicorn'))).toEqual([current, previous]);
  });

  test('removes what was marked an hour ago', async () => {
    await run();
    expect(await run(UNUSED_KEPT_SECONDS + 60)).toEqual({
      marked: [],
      removed: [`digits/${previous}`, `unicorn/${previous}`],
    });
    expect(await readdir(join(mount, 'unicorn'))).toEqual([current]);
  });

  test('takes the mark from a folder that is used again', async () => {
    const again = [{ model: 'unicorn', hash: previous }, ...used];
    await run();
    await tidy({ files: 'tidy', used: again }, mount, later(UNUSED_KEPT_SECONDS + 60));
    expect(await readdir(join(mount, 'unicorn', previous))).toEqual(['.complete']);
  });
});
