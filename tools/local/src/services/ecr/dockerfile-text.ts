export interface Instruction {
  /** In capitals. */
  readonly name: string;
  readonly rest: string;
}

/** The instructions of a Dockerfile, without comments and with continued lines joined. */
export function parseInstructions(text: string): Instruction[] {
  return text
    .replace(/^\s*#.*$/gm, '')
    .replace(/\\\r?\n/g, ' ')
    .split('\n')
    .map((line) => /^\s*([A-Za-z]+)\s+(.*\S)\s*$/.exec(line))
    .filter((found) => found !== null)
    .map(([, name = '', rest = '']) => ({ name: name.toUpperCase(), rest }));
}

const EXAMPLES = {
  ENTRYPOINT: 'an ENTRYPOINT in exec form, such as ENTRYPOINT ["node", "main.mjs"]',
  CMD: 'a CMD in exec form, such as CMD ["index.handler"]',
};

/** The words of an instruction in exec form. @throws Error for any other form, and for an absent instruction */
export function execForm(
  instruction: keyof typeof EXAMPLES,
  text: string | undefined,
  path: string,
): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text ?? '');
  } catch {
    parsed = undefined;
  }
  if (Array.isArray(parsed) && parsed.length > 0) {
    const words: unknown[] = parsed;
    if (words.every((word) => typeof word === 'string')) return words;
  }
  throw new Error(`${path} needs ${EXAMPLES[instruction]}`);
}
