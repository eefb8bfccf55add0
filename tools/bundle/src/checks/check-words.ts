import { type Finding, findingsOf } from '../finding.ts';
import { MANIFEST } from '../names.ts';
import type { Subject } from '../subject.ts';

const words = findingsOf('page-words', 'warning');
const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '';

/** Warns of missing titles and descriptions, which the page shows. */
export function checkWords({ manifest }: Subject): Finding[] {
  if (!manifest) return [];
  const findings: Finding[] = [];
  if (!isText(manifest.description)) {
    findings.push(
      words(`${MANIFEST}#/description`, 'is empty', 'describe what the model takes and returns'),
    );
  }
  for (const side of ['input', 'output'] as const) {
    for (const [name, schema] of Object.entries(manifest[side].properties)) {
      const absent = ['title', 'description'].filter((key) => !isText(schema[key]));
      if (absent.length === 0) continue;
      findings.push(
        words(
          `${MANIFEST}#/${side}/properties/${name}`,
          `has no ${absent.join(' and no ')}`,
          'write what the page should say about it',
        ),
      );
    }
  }
  manifest.labels.forEach(({ description }, index) => {
    if (isText(description)) return;
    const where = `${MANIFEST}#/labels/${index}/description`;
    findings.push(words(where, 'is empty', 'describe what this label means for an input'));
  });
  return findings;
}
