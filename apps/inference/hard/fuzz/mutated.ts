import fc from 'fast-check';

interface Edit {
  readonly how: 'flip' | 'overwrite' | 'insert' | 'remove' | 'repeat' | 'cut off';
  /** The position, as a fraction of the length. */
  readonly place: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

const hostile = [
  '\0',
  '"',
  '\\',
  '\n',
  '\r',
  ',',
  '{',
  '[',
  '\xff',
  '\xc0\x80',
  '\xed\xa0\x80',
  '%n',
];

const edit: fc.Arbitrary<Edit> = fc.record({
  how: fc.constantFrom('flip', 'overwrite', 'insert', 'remove', 'repeat', 'cut off'),
  place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  length: fc.integer({ min: 1, max: 24 }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
    fc.constantFrom(...hostile).map((text) => Buffer.from(text, 'latin1')),
  ),
});

/** `bytes` with one to four random edits. */
export function mutated(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) => edits.reduce<Buffer>(apply, Buffer.from(bytes)));
}

function apply(bytes: Buffer, { how, place, length, bytes: more }: Edit): Buffer {
  const at = Math.floor(place * bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  const rest = bytes.subarray(at + length);
  switch (how) {
    case 'flip': {
      const flipped = Buffer.from(bytes);
      if (flipped.length > 0) flipped[at] = (flipped[at] ?? 0) ^ (1 << (length % 8));
      return flipped;
    }
    case 'overwrite':
      return Buffer.concat([before, more, bytes.subarray(at + more.length)]);
    case 'insert':
      return Buffer.concat([before, more, after]);
    case 'remove':
      return Buffer.concat([before, rest]);
    case 'repeat':
      return Buffer.concat([before, bytes.subarray(at, at + length), after]);
    case 'cut off':
      return before;
  }
}
