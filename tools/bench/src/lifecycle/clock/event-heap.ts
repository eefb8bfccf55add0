/** Something that happens at a time (epoch milliseconds). */
export interface TimedEvent {
  readonly at: number;
  readonly happen: () => void;
}

interface Queued extends TimedEvent {
  readonly turn: number;
}

const before = (one: Queued, other: Queued) =>
  one.at < other.at || (one.at === other.at && one.turn < other.turn);

/** A binary heap of events, ordered by time; events of the same time are in the order in which they were added. */
export class EventHeap {
  readonly #heap: Queued[] = [];
  #turns = 0;

  add(at: number, happen: () => void): void {
    const heap = this.#heap;
    const added = { at, happen, turn: this.#turns++ };
    let hole = heap.length;
    while (hole > 0) {
      const parent = heap[(hole - 1) >> 1];
      if (!parent || !before(added, parent)) break;
      heap[hole] = parent;
      hole = (hole - 1) >> 1;
    }
    heap[hole] = added;
  }

  /** Removes and returns the first event, if it is not later than `until`. */
  take(until: number): TimedEvent | undefined {
    const heap = this.#heap;
    const first = heap[0];
    if (!first || first.at > until) return undefined;
    const last = heap.pop();
    if (last && last !== first) this.#sink(last);
    return first;
  }

  /** Replaces the top by `moved` and sinks it to its place. */
  #sink(moved: Queued): void {
    const heap = this.#heap;
    let hole = 0;
    for (;;) {
      const left = heap[2 * hole + 1];
      const right = heap[2 * hole + 2];
      const child = right && left && before(right, left) ? right : left;
      if (!child || !before(child, moved)) break;
      heap[hole] = child;
      hole = 2 * hole + (child === left ? 1 : 2);
    }
    heap[hole] = moved;
  }
}
