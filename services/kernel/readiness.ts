// What a node still waits for before it takes traffic: rooms say what they are busy with, the door tells.
const boards = new WeakMap<object, ReadinessBoard>();

export class ReadinessBoard {
  readonly #reasons = new Map<string, string>();

  wait(what: string, reason: string): void {
    this.#reasons.set(what, reason);
  }

  done(what: string): void {
    this.#reasons.delete(what);
  }

  reasons(): string[] {
    return [...this.#reasons.values()];
  }
}

/** The board of one node, found by its broker. */
export function readiness(broker: object): ReadinessBoard {
  const board = boards.get(broker) ?? new ReadinessBoard();
  boards.set(broker, board);
  return board;
}
