// The model is loaded by the first invocation, not in the init phase.
export const handler = async (event, context) => {
  const program = await import('./index.mjs');
  return program.handler(event, context);
};
