import { LENGTHS, type Lengths } from '../inputs/inputs.ts';
import { MODELS, type ModelName } from '../models/bench-model.ts';
import type { Row } from '../container/row.ts';
import { PEERS } from '../systems/system-names.ts';

/** One target of the container, and the figure that it reached. */
export interface Bar {
  readonly model: ModelName;
  readonly lengths: Lengths;
  readonly what: string;
  readonly found: number;
  /** The lower or upper bound. */
  readonly wanted: number;
  readonly met: boolean;
}

/** Targets: ratios of predictions per second to the seed's stack, the fastest peer and the limit, and p99 to p50. */
const WANTED: Readonly<
  Record<ModelName, { seed: number; peer: number; limit: number; tail: number }>
> = {
  entailment: { seed: 5, peer: 1.1, limit: 0.88, tail: 2 },
  bilstm: { seed: 10, peer: 1.5, limit: 0.85, tail: 3 },
};

/** The number of callers that the ratios are for. */
const CALLERS = 32;

/** The p50 of a single caller is at most this factor times one bare run, plus this many milliseconds. */
const LONE_FACTOR = 1.15;
const LONE_MILLISECONDS = 1;

/** In every cell it reaches at least this share of the fastest other server; a smaller difference is noise. */
const OF_FASTEST_SERVER = 0.97;

/** The share of the limit, from the number of callers on that keeps every processor busy. */
const OF_LIMIT = { callers: 8, share: 0.94 };

/** Every target for which `rows` have both figures. */
export function bars(rows: readonly Row[]): Bar[] {
  return MODELS.flatMap((model) =>
    LENGTHS.flatMap((lengths) => {
      const cell = rows.filter((row) => row.model === model && row.lengths === lengths);
      return [
        ...ratioBars(model, lengths, cell),
        ...loneBars(model, lengths, cell),
        ...cellBars(model, lengths, cell),
      ];
    }),
  );
}

function ratioBars(model: ModelName, lengths: Lengths, rows: readonly Row[]): Bar[] {
  const at = rows.filter((row) => row.callers === CALLERS);
  const ours = at.find((row) => row.system === 'pilotlight');
  if (!ours) return [];
  const wanted = WANTED[model];
  const fastest = (...systems: readonly string[]) =>
    at
      .filter((row) => systems.includes(row.system))
      .sort((one, other) => other.perSecond - one.perSecond)[0];
  const seed = fastest('seed-stack');
  const peer = fastest(...PEERS);
  const limit = fastest('limit');
  const least = (what: string, other: Row | undefined, bound: number): Bar[] => {
    if (!other) return [];
    const found = ours.perSecond / other.perSecond;
    return [{ model, lengths, what, found, wanted: bound, met: found >= bound }];
  };
  const tail = ours.p99Ms / ours.p50Ms;
  return [
    ...least("times the seed's stack", seed, wanted.seed),
    ...least(`times the fastest peer (${peer?.system})`, peer, wanted.peer),
    ...least('of the limit', limit, wanted.limit),
    {
      model,
      lengths,
      what: 'p99 / p50',
      found: tail,
      wanted: wanted.tail,
      met: tail <= wanted.tail,
    },
  ];
}

function loneBars(model: ModelName, lengths: Lengths, rows: readonly Row[]): Bar[] {
  const lone = (system: string) =>
    rows.find((row) => row.callers === 1 && row.system === system)?.p50Ms;
  const found = lone('pilotlight');
  const bare = lone('limit');
  if (found === undefined || bare === undefined) return [];
  const wanted = LONE_FACTOR * bare + LONE_MILLISECONDS;
  return [
    { model, lengths, what: 'p50 of a lone caller, ms', found, wanted, met: found <= wanted },
  ];
}

/** The two targets for every cell. */
function cellBars(model: ModelName, lengths: Lengths, rows: readonly Row[]): Bar[] {
  return rows
    .filter(({ system }) => system === 'pilotlight')
    .flatMap(({ callers, perSecond }) => {
      const others = rows.filter((row) => row.callers === callers && row.system !== 'pilotlight');
      const limit = others.find(({ system }) => system === 'limit');
      const [server] = others
        .filter(({ system }) => system !== 'limit')
        .sort((one, other) => other.perSecond - one.perSecond);
      const bar = (what: string, other: Row | undefined, wanted: number): Bar[] => {
        if (!other) return [];
        const found = perSecond / other.perSecond;
        return [
          {
            model,
            lengths,
            what: `${what}, callers: ${callers}`,
            found,
            wanted,
            met: found >= wanted,
          },
        ];
      };
      return [
        ...bar(`times the fastest server (${server?.system})`, server, OF_FASTEST_SERVER),
        ...(callers >= OF_LIMIT.callers ? bar('of the limit', limit, OF_LIMIT.share) : []),
      ];
    });
}
