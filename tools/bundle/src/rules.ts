/**
 * Every rule of the lint, by its name, with what it requires. The names are stable, so that a build log can be searched
 * for them. README.md lists them, and a test compares the two.
 */
export const RULES = {
  'folder-name': 'the folder of a model has the `name` in its model.json',
  'file-left-out':
    'the handler names no source, document or setting that is left out of the bundle',
  'handler-place': 'there is at most one handler, in a place where it is packed',
  'handler-build': 'the handler can be bundled into one file, without onnxruntime-node in it',

  'archive-unreadable': 'the archive is a complete gzip tar',
  'archive-size': 'the archive unpacks to a sane size and number of files',
  'archive-path': 'no entry is absolute, leaves the bundle by `..` or uses backslashes',
  'archive-wrapped': 'model.json is at the root, not inside a directory that wraps everything',
  'archive-duplicate': 'no path occurs twice',
  'archive-order': 'model.json is the first file',
  'archive-mode':
    'all users may read the files: serverless runs the container with fewer privileges',
  'archive-owner': 'no user or group of the machine that packed it is recorded',

  'file-missing': 'model.json and model.onnx exist and are not empty',
  'file-link': 'no links, devices or pipes',
  'file-secret': 'no credentials, keys or environment files',
  'file-stray': 'no files that the container never reads',
  'file-unread': 'the handler or the model names every large file',

  manifest: 'model.json is JSON and matches ModelManifest of libs/contracts',
  'schema-property': 'every property of input and output is a JSON Schema that a value can match',
  'schema-required': 'every required name is a property',
  'example-input': 'every example matches the input schema',
  'content-type': 'the runtime or the handler takes and gives every declared content type',
  'input-by-url':
    'a picture that is given by its URL is the whole input, of types that the model takes',
  'label-unique': 'no label occurs twice',
  'exercise-field': 'the fields and goals of the exercise exist in the schemas',
  'page-words': 'everything that the page shows has a title and a description',

  'onnx-unreadable': 'model.onnx is a complete ONNX model',
  'onnx-size': 'model.onnx is smaller than 2 GiB, the limit of protobuf',
  'onnx-ir': 'the ONNX Runtime of the container reads the IR version',
  'onnx-opset': 'the ONNX Runtime of the container supports the opsets',
  'onnx-domain': 'every operator is built in or a function of the model',
  'onnx-external-data': 'external weights are complete and inside the bundle',
  'onnx-types': 'the container can fill the inputs of the model and read the outputs that it needs',
  'onnx-inputs': 'unless the handler exports predict, the tensors of the model match the schemas',

  'handler-import': 'the handler can be imported within a short time',
  'handler-export': 'the handler exports hooks and nothing else',
  'handler-network': 'the handler makes no connections: the container has no network',
  'handler-arity': 'no hook requires more arguments than it is called with',

  'model-load': 'the bundle loads in the runtime of the container',
  'example-answer': 'every example is answered, and the answer matches the output schema',
  'batch-answer': 'each input gets the same answer in a batch as alone',
  'serving-mode': 'the size allows every way of serving',
} as const satisfies Record<string, string>;

export type RuleName = keyof typeof RULES;
