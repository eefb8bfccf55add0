/** esbuild copies the file beside the script and gives its address. */
declare module '*.svg' {
  const address: string;
  export default address;
}

declare module '*.css';
