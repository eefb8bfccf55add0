export interface Probable {
  readonly horse: boolean;
  readonly validated: boolean;
  readonly probability: number;
}

const BINS = 20;
const SIZE = { width: 660, height: 340, left: 20, bar: 31, panel: 120 };
/** Readable on a white and on a dark page. */
const COLOURS = { right: '#3b82c4', wrong: '#d9482b', words: '#7a7a7a' };

/**
 * An SVG picture of how sure the model was: horses above, other pictures below, by probability; those judged wrongly in
 * red. The height of a bar is the root of its number, so that one error is seen beside two hundred right answers.
 */
export function errorsPicture(judged: readonly Probable[]): string {
  const horses = judged.filter(({ horse }) => horse);
  const others = judged.filter(({ horse }) => !horse);
  const { width, height, left, bar, panel } = SIZE;
  const axis = Array.from({ length: 6 }, (_, tick) =>
    words(left + tick * 4 * bar, height - 8, (tick / 5).toFixed(1), 'middle'),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>How probable the model found a horse, in photographs it was not trained on</title>`,
    words(left, 18, `${horses.length} photographs of horses, ${errorsIn(horses)} judged wrongly`),
    ...bars(horses, 30 + panel),
    words(
      left,
      60 + panel,
      `${others.length} other photographs, ${errorsIn(others)} judged wrongly`,
    ),
    ...bars(others, 72 + 2 * panel),
    ...axis,
    words(left + 18 * bar, height - 8, 'probability', 'middle'),
    '</svg>',
    '',
  ].join('\n');
}

const errorsIn = (judged: readonly Probable[]) =>
  judged.filter(({ horse, validated }) => horse !== validated).length;

function bars(judged: readonly Probable[], base: number): string[] {
  const binOf = ({ probability }: Probable) => Math.min(BINS - 1, Math.floor(probability * BINS));
  const counts = Array.from(
    { length: BINS },
    (_, bin) => judged.filter((one) => binOf(one) === bin).length,
  );
  const most = Math.max(1, ...counts);
  const line = `<line x1="${SIZE.left}" x2="${SIZE.left + BINS * SIZE.bar}" y1="${base}" y2="${base}" stroke="${COLOURS.words}"/>`;
  const drawn = counts.flatMap((count, bin) => {
    if (count === 0) return [];
    const wrong = judged.some((one) => binOf(one) === bin && one.horse !== one.validated);
    const tall = Math.max(2, Math.round((SIZE.panel - 16) * Math.sqrt(count / most)));
    const x = SIZE.left + bin * SIZE.bar;
    return [
      `<rect x="${x + 2}" y="${base - tall}" width="${SIZE.bar - 4}" height="${tall}" fill="${wrong ? COLOURS.wrong : COLOURS.right}"/>`,
      words(x + SIZE.bar / 2, base - tall - 3, String(count), 'middle'),
    ];
  });
  return [line, ...drawn];
}

const words = (x: number, y: number, text: string, anchor = 'start') =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${COLOURS.words}">${text}</text>`;
