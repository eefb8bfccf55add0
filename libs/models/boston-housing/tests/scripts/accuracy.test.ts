import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const COMMAND = fileURLToPath(new URL('../../scripts/accuracy.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'accuracy-'));
const HEADER = 'crim,zn,indus,chas,nox,rm,age,dis,rad,tax,ptratio,b,lstat,medv';
const ROW = '0.3,0,9,"0",0.54,6,75,3.8,5,330,19,390,13';

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

const run = (...options: string[]) =>
  spawnSync(process.execPath, [COMMAND, ...options], { encoding: 'utf8' });

describe('the command', () => {
  it('measures every fifth row only', () => {
    // Any other row would add an error of more than a thousand.
    const rows = Array.from({ length: 11 }, (_, index) => `${ROW},${index % 5 === 4 ? 20 : 5000}`);
    const data = file('boston.csv', [HEADER, ...rows]);
    const printed = execFileSync(process.execPath, [COMMAND, '--data', data], { encoding: 'utf8' });
    expect(printed).toMatch(/^2 held-out rows: root-mean-square error \d\.\d\d\n$/);
  });

  it('says what it needs when no file is given', () => {
    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toContain('--data=FILE');
  });
});
