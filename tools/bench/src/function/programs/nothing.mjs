// The start of Node alone.
export const handler = async () => ({ status: 200, base64: '' });
