const MOST_CHARACTERS = 100;

/** A text that a caller sent, cut to a length that fits an error message. */
export function excerpt(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
