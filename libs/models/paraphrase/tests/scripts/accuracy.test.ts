import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const COMMAND = fileURLToPath(new URL('../../scripts/accuracy.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'paraphrases-'));
// "Finn jumps." is one of those that are measured.
const NAMES = ['Ben', 'Cleo', 'Finn'];
const VERBS = ['sings', 'runs', 'jumps'];

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the command', () => {
  it('prints the figures, the baselines and outputs for the sentences that are held out', () => {
    const rows = NAMES.flatMap((name) =>
      VERBS.map(
        (verb) => `${name} ${verb}.\t(ROOT (S (NP (NNP ${name})) (VP (VBZ ${verb})) (. .)))`,
      ),
    );
    const path = join(folder, 'parsed.tsv');
    writeFileSync(path, ['sentence\tparse', ...rows].join('\n'));
    const printed = execFileSync(process.execPath, [COMMAND, '--data', path], { encoding: 'utf8' });
    expect(printed).toMatch(/^1 sentences; 0 more are near-duplicates/);
    expect(printed).toMatch(/^\| top two levels, words only +\| [01]\.\d{3} \| [01]\.\d{3} \|$/m);
    expect(printed).toMatch(/^\| copy of the sentence \| 1\.000 \| 0\.000 \| 0\.000 \|$/m);
    expect(printed).toContain("finds the Stanford parser's template in 1.000 of the sentences");
  });

  it('says what it needs when no file is given', () => {
    const { status, stderr } = spawnSync(process.execPath, [COMMAND], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('--data=FILE');
  });
});
