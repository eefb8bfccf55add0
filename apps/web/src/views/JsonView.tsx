import { isRecord } from '../api/storage.ts';

const plain = (value: unknown) =>
  value === null || typeof value !== 'object' ? String(value) : undefined;

/** Any output, readable: the members of an object by name, what is nested as indented JSON. */
export function JsonView({ value }: { value: unknown }) {
  if (!isRecord(value)) return <pre tabIndex={0}>{JSON.stringify(value, null, 2)}</pre>;
  return (
    <dl class="members">
      {Object.entries(value).map(([name, member]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{plain(member) ?? <pre tabIndex={0}>{JSON.stringify(member, null, 2)}</pre>}</dd>
        </div>
      ))}
    </dl>
  );
}
