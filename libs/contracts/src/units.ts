/** The size of a file, in decimal units: 24.60 MB. */
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;

/** A size of memory, in binary units: 350 MiB, 7.1 GiB. */
export function binaryBytes(bytes: number): string {
  const gibibytes = bytes / 2 ** 30;
  return gibibytes < 1 ? `${Math.ceil(bytes / 2 ** 20)} MiB` : `${+gibibytes.toFixed(1)} GiB`;
}
