/**
 * Every rule of the lint by its name, with what it asks. The names are stable: they are what a build log is searched
 * for. README.md lists them, and a test compares the two.
 */
export const RULES = {
  'folder-name': 'the folder of a model is called as `name` in model.json says',
  'file-left-out': 'the handler names no source, document or setting that stays out of the bundle',
  'handler-place': 'there is one handler at most, in a place where it is packed',
  'handler-build': 'the handler can be bundled into one file, without onnxruntime-node in it',

  'archive-unreadable': 'the archive is a whole gzip tar',
  'archive-size': 'the archive unpacks to a sane size and number of files',
  'archive-path': 'no entry is absolute, leads out by `..` or uses backslashes',
  'archive-wrapped': 'model.json is at the root, not inside one directory that wraps all',
  'archive-duplicate': 'no path is there twice',
  'archive-order': 'model.json is the first file',
  'archive-mode': 'everybody may read the files: serverless runs the container less privileged',
  'archive-owner': 'no user or group of the machine that packed it is kept',

  'file-missing': 'model.json and model.onnx are there, and not empty',
  'file-link': 'no links, devices or pipes',
  'file-secret': 'no credentials, keys or environment files',
  'file-stray': 'nothing that the container never reads',
  'file-unread': 'the handler or the model names every large file',

  manifest: 'model.json is JSON and fits ModelManifest of libs/contracts',
  'schema-property': 'every property of input and output is JSON Schema that something can fit',
  'schema-required': 'what is required is among the properties',
  'example-input': 'every example fits the input schema',
  'label-unique': 'no label is there twice',
  'exercise-field': 'the fields and goals of the exercise exist in the schemas',
  'page-words': 'what the page shows has a title and a description',

  'onnx-unreadable': 'model.onnx is ONNX, and whole',
  'onnx-size': 'model.onnx is below the 2 GiB of protobuf',
  'onnx-ir': 'the IR version is one that the ONNX Runtime of the container reads',
  'onnx-opset': 'the ONNX Runtime of the container knows the opsets',
  'onnx-domain': 'every operator is built in, or a function of the model',
  'onnx-external-data': 'external weights are whole, in the bundle, and do not lead out of it',
  'onnx-types':
    'the container can fill the inputs of the model, and read the outputs that it needs',
  'onnx-inputs': 'without a predict of its own, the tensors of the model match the schemas',

  'handler-import': 'the handler can be imported, and soon',
  'handler-export': 'the handler exports hooks, and nothing else',
  'handler-network': 'the handler connects to nothing: in the container there is no network',
  'handler-arity': 'no hook wants more parameters than it is given',

  'model-load': 'the bundle loads in the runtime of the container',
  'example-answer': 'every example is answered, and the answer fits the output schema',
  'batch-answer': 'a batch gives each input the answer that it has alone',
  'serving-mode': 'which ways of serving the size rules out',
} as const satisfies Record<string, string>;

export type RuleName = keyof typeof RULES;
