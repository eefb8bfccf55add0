/** What a title of `it.each` shows for a placeholder without a readable value. */
const UNFILLED = /\((undefined|null|NaN)\b|\[object |\$[a-z]\w*|%[sdifjo]/;

/** The names of tests with an unfilled placeholder, such as "is InService (undefined s)". */
export function unfilledNames(names: readonly string[]): string[] {
  return names.filter((name) => UNFILLED.test(name));
}
