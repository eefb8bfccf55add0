/** What share of the runs must have seen each thing at least: runs in which nothing happens show nothing. */
export const EXERCISED: Readonly<Record<string, number>> = {};
