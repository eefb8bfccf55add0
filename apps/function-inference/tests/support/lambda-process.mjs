// Lambda's part in the tests: loads the program's index.mjs, and passes it the events of the parent one by one.
const [program] = process.argv.slice(2);
const { handler } = await import(program);
process.on('message', async ({ event, awsRequestId }) => {
  process.send({ answer: await handler(event, { awsRequestId }) });
});
process.send({ ready: true });
