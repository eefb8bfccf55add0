/** Numbers from 0 up to 1, the same ones for the same seed (Park and Miller's generator). */
export function randomOf(seed: number): () => number {
  const modulus = 2 ** 31 - 1;
  let state = (Math.abs(Math.trunc(seed)) % (modulus - 1)) + 1;
  return () => (state = (state * 48_271) % modulus) / modulus;
}
