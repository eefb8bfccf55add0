import { isRecord } from '../api/storage.ts';

/** A piece of a text; `contribution` is how far it moved the answer, undefined for what lies between the marks. */
export interface Piece {
  text: string;
  contribution: number | undefined;
}

/** An output member that says which parts of a text moved the answer, and how far. */
export interface Marks {
  /** The name of the output member. */
  member: string;
  /** The whole text, piece by piece. */
  pieces: Piece[];
  /** The names of the labels that a positive and a negative contribution speak for. */
  above: string | undefined;
  below: string | undefined;
}

interface Mark {
  beginOffset: number;
  endOffset: number;
  contribution: number;
}

const isMark = (value: unknown): value is Mark =>
  isRecord(value) &&
  [value.beginOffset, value.endOffset].every(Number.isSafeInteger) &&
  Number.isFinite(value.contribution);

const nameIn = (value: unknown) => (typeof value === 'string' ? value : undefined);

/**
 * The marks of an answer: the first output property whose schema has `x-marks`, `{ input, above, below }`. `input` is the
 * input property with the text. The property is a list of objects with `beginOffset`, `endOffset` (in Unicode characters)
 * and `contribution`. Undefined when the list does not fit the text: it is then shown like any other.
 */
export function marksOf(
  output: unknown,
  properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  input: Readonly<Record<string, unknown>>,
): Marks | undefined {
  const found = Object.entries(properties).find(([, property]) => isRecord(property['x-marks']));
  if (!found || !isRecord(output)) return undefined;
  const [member, { 'x-marks': keyword }] = found;
  const said = isRecord(keyword) ? keyword : {};
  const text = input[nameIn(said.input) ?? ''];
  const marks = output[member];
  if (typeof text !== 'string' || !Array.isArray(marks) || !marks.every(isMark)) return undefined;
  const pieces = piecesOf(text, marks);
  return pieces && { member, pieces, above: nameIn(said.above), below: nameIn(said.below) };
}

/** @returns undefined when marks overlap, are empty, or lie outside of the text */
function piecesOf(text: string, marks: readonly Mark[]): Piece[] | undefined {
  const characters = Array.from(text);
  const pieces: Piece[] = [];
  let at = 0;
  const add = (end: number, contribution: number | undefined) => {
    if (end > at) pieces.push({ text: characters.slice(at, end).join(''), contribution });
    at = end;
  };
  for (const mark of [...marks].sort((one, other) => one.beginOffset - other.beginOffset)) {
    const { beginOffset, endOffset, contribution } = mark;
    if (beginOffset < at || endOffset <= beginOffset || endOffset > characters.length) {
      return undefined;
    }
    add(beginOffset, undefined);
    add(endOffset, contribution);
  }
  add(characters.length, undefined);
  return pieces;
}

/** A word in all its places, with the sum of its contributions. */
export interface Moved {
  text: string;
  contribution: number;
}

/** The `most` words that moved the answer furthest in one direction, the furthest first. */
export function furthest(pieces: readonly Piece[], sign: 1 | -1, most: number): Moved[] {
  const sums = new Map<string, number>();
  for (const { text, contribution } of pieces) {
    if (contribution === undefined) continue;
    const word = text.toLowerCase();
    sums.set(word, (sums.get(word) ?? 0) + contribution);
  }
  return [...sums]
    .map(([text, contribution]) => ({ text, contribution }))
    .filter(({ text, contribution }) => contribution * sign > 0 && /[\p{L}\p{N}]/u.test(text))
    .sort((one, other) => sign * (other.contribution - one.contribution))
    .slice(0, most);
}
