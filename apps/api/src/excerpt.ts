const MOST_CHARACTERS = 100;

/** What a caller sent, short enough to be repeated in an error. */
export function excerpt(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
