/** esbuild copies the file beside the script; the import is its URL. */
declare module '*.svg' {
  const address: string;
  export default address;
}

declare module '*.css';
