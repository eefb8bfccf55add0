import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const COMMAND = fileURLToPath(new URL('../../scripts/accuracy.ts', import.meta.url));
const { examples } = JSON.parse(
  readFileSync(new URL('../../model.json', import.meta.url), 'utf8'),
) as { readonly examples: readonly { title: string; input: { image: string } }[] };
const folder = mkdtempSync(join(tmpdir(), 'accuracy-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const run = (...options: string[]) =>
  spawnSync(process.execPath, [COMMAND, ...options], { encoding: 'utf8' });

describe('the command', () => {
  it('prints the figures by source and together, names the errors and draws them', () => {
    mkdirSync(join(folder, 'animals3'));
    const rows = examples.map(({ title, input }, index) => {
      const path = `animals3/${index}.jpg`;
      writeFileSync(join(folder, path), Buffer.from(input.image, 'base64'));
      // The coffee is listed as a horse, which it does not resemble.
      const horse = title === 'A horse' || title === 'A cup of coffee';
      return [path, Number(horse), title, 'valid', title.includes('cat') ? 'cats' : 'web'];
    });
    const held = ['animals3/none.jpg', 1, 'horse', 'train', 'web'];
    const lines = [['path', 'horse', 'label', 'split', 'source'], ...rows, held];
    writeFileSync(join(folder, 'labels.csv'), lines.map((cells) => cells.join(',')).join('\n'));
    const picture = join(folder, 'errors.svg');
    const printed = execFileSync(
      process.execPath,
      [COMMAND, '--data', folder, '--picture', picture],
      {
        encoding: 'utf8',
      },
    );
    expect(printed).toMatch(/^cats: 0 of 0 horses found, 0 of 1 others .* recall undefined$/m);
    expect(printed).toMatch(
      /^all: 1 of 2 horses found, 0 of 2 others .* accuracy 0\.7500, precision 1\.0000, recall 0\.5000$/m,
    );
    expect(printed).toMatch(/wrong: 0\.\d{3} for A cup of coffee \(animals3\/\d\.jpg\)$/m);
    expect(readFileSync(picture, 'utf8')).toContain('2 photographs of horses, 1 judged wrongly');
  });

  it('says what it needs when no folder is given', () => {
    const { status, stderr } = run();
    expect(status).toBe(1);
    expect(stderr).toContain('--data=FOLDER');
  });

  it('says which file it cannot read', () => {
    const { status, stderr } = run('--data', join(folder, 'none'));
    expect(status).toBe(1);
    expect(stderr).toContain(join(folder, 'none', 'labels.csv'));
  });
});
