// A long list in pages that are turned: which page is shown, and the way on and back. A page that was read stays while the next is read.
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { List } from '../shell/interface.ts';
import { useVoice } from '../shell/words.tsx';

export interface TurnedPages<T> { shown: readonly T[]; /** How many stand on the pages before. */ before: number; isAll: boolean; isFirst: boolean; earlier: () => void; later: () => void }

/** `turned`: the next page begins at its top, for whoever reads and whoever listens. Another list, by its name, begins at its first page. */
export function useTurnedPages<T>({ data, hasNextPage, fetchNextPage }: UseInfiniteQueryResult<InfiniteData<List<T>>>, turned: () => void, list = ''): TurnedPages<T> {
  const [{ of, place }, setPlace] = useState({ of: list, place: 0 });
  const pages = data?.pages ?? [];
  // Another name or word that is sought has fewer pages than were turned.
  const at = Math.max(0, Math.min(of === list ? place : 0, pages.length - 1));
  const turn = (to: number): void => { setPlace({ of: list, place: to }); turned(); };
  return {
    shown: pages[at]?.items ?? [], before: pages.slice(0, at).reduce((sum, { items }) => sum + items.length, 0), isAll: !hasNextPage && at === pages.length - 1, isFirst: at === 0,
    earlier: () => turn(at - 1),
    later: () => { if (at + 1 < pages.length) turn(at + 1); else void fetchNextPage().then(({ isError }) => { if (!isError) turn(at + 1); }); },
  };
}

export function Turns<T>({ pages: { isFirst, isAll, earlier, later }, children }: { pages: TurnedPages<T>; children: ReactNode }): ReactNode {
  const { say } = useVoice();
  return (
    <p className="more">
      <span className="quiet" role="status">{children}</span>
      <span className="turn">
        {isFirst ? null : <button className="link" onClick={earlier}>{say('people.earlier')}</button>}
        {isAll ? null : <button className="link" data-later onClick={later}>{say('people.later')}</button>}
      </span>
    </p>
  );
}
