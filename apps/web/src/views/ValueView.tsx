import { isRecord } from '../api/storage.ts';
import { labelOf, type Label } from '../answer/classification.ts';
import { humanise } from '../words/humanise.ts';
import { Picture } from './Picture.tsx';

/** A longer list is collapsed. */
const SHOWN_ITEMS = 50;

/** Of a number that is not whole. A model in single precision has no more. */
const SHOWN_DIGITS = 6;

interface Props {
  value: unknown;
  /** The part of the output schema for this value, if there is one. */
  schema: unknown;
  title: string;
  labels: readonly Label[];
}

const recordOf = (value: unknown) => (isRecord(value) ? value : {});
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** A value in words: its title in `oneOf: [{ const, title }]`, else the title of its label, else the value itself. */
function plainWords(value: unknown, schema: Record<string, unknown>, labels: readonly Label[]) {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const branches: unknown = schema.oneOf ?? schema.anyOf;
  const named = Array.isArray(branches)
    ? branches.map(recordOf).find((branch) => 'const' in branch && branch.const === value)
    : undefined;
  const title = textOf(named?.title);
  if (title !== undefined) return title;
  if (typeof value === 'string') return labelOf(value, labels).title;
  return typeof value === 'number' && !Number.isInteger(value)
    ? String(Number(value.toPrecision(SHOWN_DIGITS)))
    : String(value);
}

function ListView({ value, schema, title, labels }: Props & { value: readonly unknown[] }) {
  const { items, prefixItems } = recordOf(schema);
  const schemaOf = (at: number) =>
    (Array.isArray(prefixItems) ? prefixItems[at] : undefined) ?? items;
  const list = (
    <ol class="values">
      {value.map((item, at) => (
        <li key={at}>
          <ValueView
            value={item}
            schema={schemaOf(at)}
            title={`${title} ${at + 1}`}
            labels={labels}
          />
        </li>
      ))}
    </ol>
  );
  if (value.length === 0) return <>none</>;
  if (value.length <= SHOWN_ITEMS) return list;
  return (
    <details>
      <summary>{value.length.toLocaleString('en')} values</summary>
      {list}
    </details>
  );
}

/** One value of a model's answer, of any type. */
export function ValueView({ value, schema, title, labels }: Props) {
  if (Array.isArray(value)) return <ListView {...{ value, schema, title, labels }} />;
  if (isRecord(value)) return <MembersView value={value} schema={schema} labels={labels} />;
  const said = recordOf(schema);
  const picture = textOf(said.contentMediaType)?.startsWith('image/');
  if (typeof value === 'string' && said.contentEncoding === 'base64' && picture) {
    return <Picture source={value} title={title} />;
  }
  return <>{plainWords(value, said, labels)}</>;
}

interface MembersProps {
  value: Record<string, unknown>;
  schema: unknown;
  labels: readonly Label[];
  /** Members that are shown elsewhere. */
  without?: readonly string[];
}

/** The members of an object: first the declared ones, in schema order and with schema titles, then any others. */
export function MembersView({ value, schema, labels, without = [] }: MembersProps) {
  const { properties, additionalProperties } = recordOf(schema);
  const declared = recordOf(properties);
  const names = [...new Set([...Object.keys(declared), ...Object.keys(value)])];
  const shown = names.filter((name) => name in value && !without.includes(name));
  if (shown.length === 0) return null;
  return (
    <dl class="members">
      {shown.map((name) => {
        const own = recordOf(declared[name] ?? additionalProperties);
        // A declared member may have a title; an undeclared one may be named after a class.
        const label = labels.find((each) => each.name === name);
        const title = textOf(own.title) ?? label?.title ?? humanise(name);
        const description = textOf(own.description);
        return (
          <div key={name}>
            <dt>
              {title}
              {description && <span class="fine"> ({description})</span>}
            </dt>
            <dd>
              <ValueView value={value[name]} schema={own} title={title} labels={labels} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
