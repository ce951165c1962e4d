// Work that goes on until a node stops, with a pause between two runs. Whoever stops or wakes it while it works is heard when it ends:
// told only in a pause, a stop would be waited for as long as the next pause lasts, and a call be lost until then.

/** `work` deals with its own errors. `ended` resolves when the last run is over. */
export function repeated(stopping: AbortSignal, everyMs: number, work: () => Promise<void>): { ended: Promise<void>; wake: () => void } {
  let isWoken = false;
  let endPause: (() => void) | undefined;
  const pause = async (): Promise<void> => {
    if (isWoken || stopping.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    endPause = (): void => { resolve(); };
    const timer = setTimeout(endPause, everyMs);
    stopping.addEventListener('abort', endPause);
    await promise;
    clearTimeout(timer);
    stopping.removeEventListener('abort', endPause);
    endPause = undefined;
  };
  const run = async (): Promise<void> => {
    while (!stopping.aborted) {
      isWoken = false;
      await work();
      await pause();
    }
  };
  return { ended: run(), wake: () => { isWoken = true; endPause?.(); } };
}
