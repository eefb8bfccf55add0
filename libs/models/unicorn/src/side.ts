/** The side of the square that the network was trained on, in pixels: `SIDE` in tools/training/unicorn/recipe.py. */
export const SIDE = 128;
