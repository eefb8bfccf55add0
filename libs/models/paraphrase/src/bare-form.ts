/** The same for all regular forms of a verb: `run` for running and runs, `smil` for smile and smiling. */
export function bareForm(word: string): string {
  const ending = ENDINGS.find((each) => word.endsWith(each) && word.length > each.length + 1);
  let bare = ending ? word.slice(0, -ending.length) : word;
  if (bare.length > 2 && bare.at(-1) === bare.at(-2)) bare = bare.slice(0, -1);
  return bare.endsWith('y') ? `${bare.slice(0, -1)}i` : bare;
}

const ENDINGS = ['ing', 'ed', 'es', 's', 'e'];
