import type { JsonSchemaObject } from './manifest.ts';

const COMPONENTS = '#/components/schemas/';

/** The named schemas of one OpenAPI document. JSON Schema stays as it is: OpenAPI 3.1 takes it. */
export class OpenApiSchemas {
  readonly components: Record<string, unknown> = {};

  /** A schema of ours; any part of it that has an `$id` goes to the components and is referred to. */
  of(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map((item) => this.of(item));
    if (typeof schema !== 'object' || schema === null) return schema;
    const { $id, ...rest } = schema as { $id?: unknown };
    const body = mapMembers(rest, (value) => this.of(value));
    return typeof $id === 'string' ? this.#add($id, body) : body;
  }

  /** A schema of a model's manifest, under a name: its references to parts of itself lead to them there. */
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
