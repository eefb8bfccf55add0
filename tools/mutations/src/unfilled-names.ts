/** What a template of `it.each` prints for a value that is not meant to be read. */
const UNFILLED = /\((undefined|null|NaN)\b|\[object |\$[a-z]\w*|%[sdifjo]/;

/** The names of tests that would be printed with a hole in them, such as "is InService (undefined s)". */
export function unfilledNames(names: readonly string[]): string[] {
  return names.filter((name) => UNFILLED.test(name));
}
