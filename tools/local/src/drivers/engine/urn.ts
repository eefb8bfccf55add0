/** The parts of a URN that a provider needs: `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. */
export function parseUrn(urn: string): { type: string; name: string } {
  const [, , qualifiedType, ...name] = urn.split('::');
  const type = qualifiedType?.split('$').at(-1);
  if (!type || name.length === 0) throw new Error(`not a URN: ${urn}`);
  return { type, name: name.join('::') };
}
