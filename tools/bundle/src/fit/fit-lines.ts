import {
  type BundleSize,
  megabytes,
  type ModelManifest,
  type MonthlyCost,
  PRICES,
} from '@pilotlight/contracts';
import { type AutoFit, autoFit } from './auto-fit.ts';
import { type FitOptions, flagsOf } from './fit-options.ts';
import { fitWays, type WayFit } from './fit-ways.ts';

type Line = readonly [label: string, usd: string, billed: string];

/** Which ways of serving a model fits, and what each costs a month, for people. */
export function fitLines(
  manifest: Pick<ModelManifest, 'name' | 'version' | 'tuning' | 'answerFiles'>,
  size: BundleSize,
  options: FitOptions,
): string[] {
  const ways = fitWays(size, options, manifest);
  const auto = autoFit(ways, options);
  const possible = ways.filter(({ way }) => way.setting !== undefined);
  const later = ways.filter(({ way }) => way.setting === undefined);
  const lines: Line[] = [
    ['setting of the model', 'USD a month', 'what is billed'],
    autoLine(auto),
    ...possible.map(wayLine),
    ['not possible yet', '', ''],
    ...later.map(wayLine),
  ];
  return [
    `${manifest.name} ${manifest.version}: ${megabytes(size.onnxBytes + size.otherBytes)} unpacked`,
    ...trafficLines(options),
    '',
    ...inColumns(lines),
    '',
    ...notes(auto),
  ];
}

function trafficLines(options: FitOptions): string[] {
  const { requestsPerDay, hoursPerDay, secondsPerRequest, idleMinutes } = options;
  return [
    `${requestsPerDay.toLocaleString('en')} requests a day, at random times within ${hoursPerDay} hours; ` +
      `each takes ${secondsPerRequest} s; an endpoint is deleted after ${idleMinutes} minutes without one`,
    `(${flagsOf(options)})`,
  ];
}

const autoLine = (auto: AutoFit | undefined): Line =>
  auto
    ? costLine('serving: auto', auto.cost)
    : [
        'serving: auto',
        'no',
        'it needs both a function and an endpoint; the lines below say which is missing',
      ];

const wayLine = ({ way, on, why = '' }: WayFit): Line =>
  on ? costLine(way.setting ?? way.name, on.cost) : [way.setting ?? way.name, 'no', why];

const costLine = (label: string, { usd, billed }: MonthlyCost): Line => [
  label,
  amount(usd),
  billed,
];

function amount(usd: number | undefined): string {
  if (usd === undefined) return 'no price';
  return usd > 0 && usd < 0.005 ? '< 0.01' : usd.toFixed(2);
}

function inColumns(lines: readonly Line[]): string[] {
  const width = (column: 0 | 1) => Math.max(...lines.map((line) => line[column].length));
  const [first, second] = [width(0), width(1)];
  return lines.map(([label, usd, billed]) =>
    `${label.padEnd(first)}  ${usd.padStart(second)}  ${billed}`.trimEnd(),
  );
}

function notes(auto: AutoFit | undefined): string[] {
  const usual = auto ? 'serving: auto' : 'serving: realtime';
  const paying =
    auto?.endpointFromPerHour === undefined
      ? []
      : [
          `An endpoint on ${auto.instanceType} is cheaper than the function from ` +
            `${Math.ceil(auto.endpointFromPerHour).toLocaleString('en')} requests an hour on.`,
        ];
  return [
    `Without a setting, the model has "${usual}".`,
    ...paying,
    'After a pause, the first answer takes minutes from an endpoint, and seconds from a function.',
    `Prices: ${PRICES.region}, ${PRICES.asOf}, without free tiers. The API in front of the model is not included.`,
  ];
}
