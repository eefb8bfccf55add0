import { bleu } from './bleu.ts';
import { chance, type Measured, type System } from './measure.ts';

/** How many outputs are shown. */
const SHOWN = 10;

const SYSTEMS: Readonly<Record<System, string>> = {
  model: 'model',
  copy: 'copy of the sentence',
  nearest: 'nearest training sentence with the template',
};

/** The figures of the model card, as tables in Markdown. */
export function reportOf(measured: readonly Measured[]): string {
  const agreeing = shareOf(measured, ({ parserAgrees }) => parserAgrees);
  return [
    '',
    '| with its own template | BLEU | exact match |',
    '| --- | --- | --- |',
    ...Object.keys(measured[0]?.own ?? {}).map((name) => ownLine(name, measured)),
    '',
    '| with another template | content-word recall | template match | both |',
    '| --- | --- | --- | --- |',
    ...(Object.keys(SYSTEMS) as System[]).map((system) => otherLine(system, measured)),
    '',
    `The parser finds the Stanford parser's template in ${agreeing} of the sentences.`,
    '',
    '| sentence | template | output | matches |',
    '| --- | --- | --- | --- |',
    ...[...measured]
      .sort((a, b) => chance(a.sentence) - chance(b.sentence))
      .slice(0, SHOWN)
      .map(
        ({ sentence, template, other: { model } }) =>
          `| ${sentence} | \`${template}\` | ${model.text} | ${model.matches ? 'yes' : 'no'} |`,
      ),
    '',
  ].join('\n');
}

function ownLine(name: string, measured: readonly Measured[]): string {
  const pairs = measured.map(({ reference, own }) => ({ reference, made: own[name] ?? [] }));
  const exact = shareOf(pairs, ({ made, reference }) => made.join(' ') === reference.join(' '));
  return `| ${name} | ${bleu(pairs).toFixed(3)} | ${exact} |`;
}

function otherLine(system: System, measured: readonly Measured[]): string {
  const judged = measured.map(({ other }) => other[system]);
  const recall = judged.reduce((sum, each) => sum + each.recall, 0) / judged.length;
  const matches = shareOf(judged, (each) => each.matches);
  const both = shareOf(judged, (each) => each.matches && each.recall === 1);
  return `| ${SYSTEMS[system]} | ${recall.toFixed(3)} | ${matches} | ${both} |`;
}

function shareOf<Item>(items: readonly Item[], chosen: (item: Item) => boolean): string {
  return (items.filter(chosen).length / items.length).toFixed(3);
}
