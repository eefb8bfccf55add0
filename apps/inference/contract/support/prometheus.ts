export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Family {
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const HELP = /^# HELP ([a-zA-Z_:][\w:]*) (.+)$/;
const TYPE = /^# TYPE ([a-zA-Z_:][\w:]*) (counter|gauge|histogram|summary|untyped)$/;
const SAMPLE =
  /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (\S+)(?: -?\d+)?$/;

/**
 * Parses Prometheus' text format, version 0.0.4, strictly as documented.
 * @throws Error with the line that is wrong
 */
export function readMetrics(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line must end with a line feed');
  const helps = new Map<string, string>();
  const families = new Map<string, { type: string; help: string; samples: Sample[] }>();
  for (const line of text.split('\n').filter((line) => line !== '')) {
    const help = HELP.exec(line);
    const type = TYPE.exec(line);
    if (help) {
      helps.set(help[1] ?? '', help[2] ?? '');
    } else if (type) {
      const [, name = '', kind = ''] = type;
      if (families.has(name)) throw new Error(`a second TYPE: ${line}`);
      families.set(name, { type: kind, help: helps.get(name) ?? '', samples: [] });
    } else {
      const sample = sampleOf(line);
      const family = families.get(familyName(sample.name, families));
      if (!family) throw new Error(`no TYPE before ${line}`);
      family.samples.push(sample);
    }
  }
  return families;
}

function familyName(name: string, families: ReadonlyMap<string, Family>): string {
  const base = name.replace(/_(bucket|sum|count)$/, '');
  const type = families.get(base)?.type;
  return type === 'histogram' || type === 'summary' ? base : name;
}

function sampleOf(line: string): Sample {
  const found = SAMPLE.exec(line);
  if (!found) throw new Error(`not a sample: ${line}`);
  const [, name = '', labels = '', number = ''] = found;
  const value = Number(number.replace(/^([+-]?)Inf$/, '$1Infinity'));
  if (Number.isNaN(value) && number !== 'NaN') throw new Error(`not a number: ${line}`);
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
  return {
    name,
    labels: Object.fromEntries(pairs.map(([, label = '', text = '']) => [label, text])),
    value,
  };
}
