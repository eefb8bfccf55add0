import { Type } from 'typebox';
import { urlBodyOf } from './input-by-url.ts';
import { contentTypesOf, type ModelManifest } from './manifest.ts';
import { JSON_MEDIA_TYPE } from './media-type.ts';
import { answersOf, contentOf, refusalsOf } from './openapi-responses.ts';
import { OpenApiSchemas } from './openapi-schemas.ts';
import { OPERATIONS, type Operation } from './operations.ts';

/** The body of a prediction: the model's input, or the URL of a picture in its place. */
function bodyOf({ name, input, inputByUrl }: ModelManifest, schemas: OpenApiSchemas): object {
  const given = schemas.ofModel(`${name}.Input`, input);
  if (!inputByUrl) return given;
  return { anyOf: [given, schemas.ofModel(`${name}.InputByUrl`, urlBodyOf(inputByUrl))] };
}

/** An operation for one model: the schemas of its manifest in place of the general ones. */
function ofModel(operation: Operation, manifest: ModelManifest, schemas: OpenApiSchemas) {
  const { name, output, examples } = manifest;
  const parameters = Object.entries(operation.parameters).filter(([key]) => key !== 'model');
  const answer = Type.Object({
    model: Type.Literal(name),
    output: Type.Unsafe(schemas.ofModel(`${name}.Output`, output)),
  });
  return {
    operation: {
      ...operation,
      path: operation.path.replace('{model}', name) as Operation['path'],
      parameters: Object.fromEntries(parameters),
      body: Type.Unsafe(bodyOf(manifest, schemas)),
      responses: { ...operation.responses, 200: answer },
    },
    examples: Object.fromEntries(
      examples.map((example, index) => [
        `example${index + 1}`,
        { summary: example.title, value: example.input },
      ]),
    ),
  };
}

/** The media types of an operation's body and of its answer. */
type MediaTypes = ReturnType<typeof contentTypesOf>;

const JSON_ONLY: MediaTypes = { input: [JSON_MEDIA_TYPE], output: [JSON_MEDIA_TYPE] };

function describe(
  operationId: string,
  operation: Operation,
  schemas: OpenApiSchemas,
  { input, output }: MediaTypes,
  examples?: object,
): object {
  const { summary, body } = operation;
  const path = Object.entries(operation.parameters).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema: schemas.of(schema),
  }));
  const headers = Object.entries(operation.headers ?? {}).map(([name, schema]) => ({
    name,
    in: 'header',
    schema: schemas.of(schema),
  }));
  const content = body && contentOf(input, schemas.of(body));
  if (content?.[JSON_MEDIA_TYPE] && examples) Object.assign(content[JSON_MEDIA_TYPE], { examples });
  return {
    operationId,
    summary,
    parameters: [...path, ...headers],
    ...(content ? { requestBody: { required: true, content } } : {}),
    responses: {
      ...answersOf(operation, schemas, output),
      ...refusalsOf(operation, schemas),
    },
  };
}

/**
 * The OpenAPI 3.1 document of the JSON API for these models, built from `OPERATIONS` and the manifests.
 * @param uploads the names of the models that take uploads
 */
export function openApiDocument(
  version: string,
  manifests: readonly ModelManifest[],
  uploads: readonly string[],
): Record<string, unknown> {
  const schemas = new OpenApiSchemas();
  const paths: Record<string, object> = {};
  const add = (id: string, operation: Operation, types: MediaTypes, examples?: object) => {
    const { path, method } = operation;
    const described = describe(id, operation, schemas, types, examples);
    paths[path] = { ...paths[path], [method.toLowerCase()]: described };
  };
  const model = Type.Enum(manifests.map(({ name }) => name));
  const uploadable = Type.Enum([...uploads]);
  const outputs = manifests.flatMap((manifest) => contentTypesOf(manifest).output);
  const answers = [...new Set([JSON_MEDIA_TYPE, ...outputs])];
  for (const [id, operation] of Object.entries<Operation>(OPERATIONS)) {
    if (operation.schemasOfModel) {
      for (const manifest of manifests) {
        const { operation: its, examples } = ofModel(operation, manifest, schemas);
        const name = manifest.name.replaceAll('-', '_');
        add(`${id}_${name}`, its, contentTypesOf(manifest), examples);
      }
    } else if (!operation.takesUploads || uploads.length > 0) {
      const { parameters } = operation;
      const named = {
        ...operation,
        parameters: parameters.model
          ? { ...parameters, model: operation.takesUploads ? uploadable : model }
          : parameters,
      };
      add(id, named, operation.answersAnyType ? { ...JSON_ONLY, output: answers } : JSON_ONLY);
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pilotlight',
      version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: { schemas: schemas.components },
  };
}
