// A number that can be walked back to its rows. Knows which walk is open (it stands in the address) and from where it was opened.
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useSearchParams } from 'wouter';
import type { MetricView } from '../shell/interface.ts';
import { useVoice } from '../shell/words.tsx';

export interface Walks { openId: string | null; open: (id: string, from: HTMLElement | null) => void; close: () => void; from: RefObject<HTMLElement | null> }

const WalkContext = createContext<Walks>({ openId: null, open: () => undefined, close: () => undefined, from: { current: null } });

export function Walking({ children }: { children: ReactNode }): ReactNode {
  const [search, setSearch] = useSearchParams();
  const from = useRef<HTMLElement | null>(null);
  const openId = search.get('walk');
  const open = useCallback((id: string, element: HTMLElement | null) => {
    from.current = element;
    setSearch((now) => { now.set('walk', id); return now; });
  }, [setSearch]);
  const close = useCallback(() => {
    setSearch((now) => { now.delete('walk'); return now; }, { replace: true });
  }, [setSearch]);
  const walks = useMemo(() => ({ openId, open, close, from }), [openId, open, close]);
  return <WalkContext value={walks}>{children}</WalkContext>;
}

export function useWalks(): Walks {
  return use(WalkContext);
}

/** The figure itself as a button; its name is the question that it answers. */
export function Walkable({ metric, children, look = 'n' }: { metric: MetricView; children: ReactNode; look?: string }): ReactNode {
  const { openId, open } = useWalks();
  const voice = useVoice();
  const question = useQuestion(metric);
  return (
    <button type="button" className={look} data-metric={metric.metric} aria-haspopup="dialog" aria-expanded={openId === metric.id} title={question}
      onClick={(event) => open(metric.id, event.currentTarget)}>
      <Fresh value={metric.value === null ? metric.state : voice.exact(metric.value, voice.unitOf(metric))}>{children}</Fresh>
    </button>
  );
}

export function Why({ metric }: { metric: MetricView }): ReactNode {
  const { openId, open } = useWalks();
  const { say } = useVoice();
  const question = useQuestion(metric);
  return (
    <button type="button" className="why" data-why={metric.metric} aria-haspopup="dialog" aria-expanded={openId === metric.id} onClick={(event) => open(metric.id, event.currentTarget)}>
      {say('walk.why')}<span className="sr"> {question}</span>
    </button>
  );
}

export function useQuestion(metric: MetricView): string {
  const { say, figure, unitOf } = useVoice();
  if (metric.value === null) return say('walk.questionWithout', { metric: say(`metric.${metric.metric}`) });
  return say('walk.question', { metric: metric.metric, name: say(`metric.${metric.metric}`), value: figure(metric.value, unitOf(metric)), count: metric.value });
}

/** Draws the thread once under a figure that changed while it was looked at. */
export function Fresh({ value, children }: { value: string; children: ReactNode }): ReactNode {
  const [seen, setSeen] = useState(value);
  const [changes, setChanges] = useState(0);
  if (seen !== value) {
    setSeen(value);
    setChanges(changes + 1);
  }
  useEffect(() => {
    if (changes === 0) return undefined;
    const timer = setTimeout(() => setChanges(0), 1_400);
    return () => clearTimeout(timer);
  }, [changes]);
  return <span className={changes > 0 ? 'fresh' : undefined} key={changes}>{children}</span>;
}
