import type { JsonSchemaObject } from './manifest.ts';

const COMPONENTS = '#/components/schemas/';

/** The named schemas of one OpenAPI document. JSON Schema needs no conversion for OpenAPI 3.1. */
export class OpenApiSchemas {
  readonly components: Record<string, unknown> = {};

  /** One of our schemas; every part with an `$id` is moved to the components and replaced by a `$ref`. */
  of(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map((item) => this.of(item));
    if (typeof schema !== 'object' || schema === null) return schema;
    const { $id, ...rest } = schema as { $id?: unknown };
    const body = mapMembers(rest, (value) => this.of(value));
    return typeof $id === 'string' ? this.#add($id, body) : body;
  }

  /** Adds a schema of a model's manifest to the components; its references to itself are rewritten to there. */
  ofModel(name: string, schema: JsonSchemaObject): { $ref: string } {
    const kept = Object.entries(schema).filter(([member]) => !['$id', '$schema'].includes(member));
    return this.#add(name, moved(Object.fromEntries(kept), `${COMPONENTS}${name}`));
  }

  #add(name: string, schema: unknown): { $ref: string } {
    this.components[name] = schema;
    return { $ref: `${COMPONENTS}${name}` };
  }
}

function mapMembers(value: object, change: (member: unknown, name: string) => unknown) {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, change(member, name)]),
  );
}

function moved(schema: unknown, to: string): unknown {
  if (Array.isArray(schema)) return schema.map((item) => moved(item, to));
  if (typeof schema !== 'object' || schema === null) return schema;
  return mapMembers(schema, (member, name) =>
    name === '$ref' && typeof member === 'string'
      ? member.replace(/^#(?=\/|$)/, to)
      : moved(member, to),
  );
}
