import { NAME_PREFIX } from '@pilotlight/contracts';

/** The stack of a resource, from its name: a stack's name has no hyphen, so the first one after it ends it. */
export function stackOf(name: string): string | undefined {
  if (!name.startsWith(NAME_PREFIX)) return undefined;
  const [stack = '', ...rest] = name.slice(NAME_PREFIX.length).split('-');
  return stack !== '' && rest.length > 0 ? stack : undefined;
}

/** Whether a function is a stack's jobs function; Pulumi adds a suffix to the name. */
export function isJobsFunction(name: string): boolean {
  const own = `${NAME_PREFIX}${stackOf(name)}-jobs`;
  return name === own || name.startsWith(`${own}-`);
}
