// Which scale a file's ratings are on. Pure.
import { readNumber } from './cells.ts';
import type { Scale } from './row-reader.ts';

const usual: Scale = { low: 1, high: 5 };

/**
 * Ratings are 1 to 5 unless some lie strictly between 0 and 1 and none above 1: only then they are 0 to 1. A file of nothing but
 * noughts and ones stays 1 to 5, and its noughts are mistakes.
 */
export class ScaleSurvey {
  #between = false;
  #above = false;

  add(cell: string | undefined): void {
    if (cell === undefined || this.#above || cell.trim() === '') return;
    const read = readNumber(cell);
    if ('problem' in read) return;
    if (read.value > 1) this.#above = true;
    else if (read.value > 0 && read.value < 1) this.#between = true;
  }

  scale(): Scale {
    return this.#between && !this.#above ? { low: 0, high: 1 } : usual;
  }
}
