// A number that can be walked back to its rows. Knows which walk is open (it stands in the address) and from where it was opened.
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useSearchParams } from 'wouter';
import type { Metric } from '../../../channels/vocabulary.ts';
import type { FigurePart, MetricView } from '../shell/interface.ts';
import { useVoice } from '../shell/words.tsx';

/** `enter` walks on from an open walk to one of its inputs, and `back` leads to where that was. */
export interface Walks {
  openId: string | null; open: (id: string, from: HTMLElement | null) => void; enter: (id: string) => void; back: (() => void) | undefined; close: () => void; from: RefObject<HTMLElement | null>;
}

const WalkContext = createContext<Walks>({ openId: null, open: () => undefined, enter: () => undefined, back: undefined, close: () => undefined, from: { current: null } });

export function Walking({ children }: { children: ReactNode }): ReactNode {
  const [search, setSearch] = useSearchParams();
  const from = useRef<HTMLElement | null>(null);
  const [trail, setTrail] = useState<readonly string[]>([]);
  const openId = search.get('walk');
  const open = useCallback((id: string, element: HTMLElement | null) => {
    from.current = element;
    setTrail([]);
    setSearch((now) => { now.set('walk', id); return now; });
  }, [setSearch]);
  const enter = useCallback((id: string) => {
    setTrail((before) => (openId === null ? before : [...before, openId]));
    setSearch((now) => { now.set('walk', id); return now; });
  }, [openId, setSearch]);
  const last = trail.at(-1);
  const back = useMemo(() => (last === undefined ? undefined : () => {
    setTrail((before) => before.slice(0, -1));
    setSearch((now) => { now.set('walk', last); return now; });
  }), [last, setSearch]);
  const close = useCallback(() => {
    setTrail([]);
    setSearch((now) => { now.delete('walk'); return now; }, { replace: true });
  }, [setSearch]);
  const walks = useMemo(() => ({ openId, open, enter, back, close, from }), [openId, open, enter, back, close]);
  return <WalkContext value={walks}>{children}</WalkContext>;
}

export function useWalks(): Walks {
  return use(WalkContext);
}

/** The figure itself as a button; its name is the question that it answers. */
export function Walkable({ metric, children, look = 'n' }: { metric: MetricView<Metric | FigurePart>; children: ReactNode; look?: string }): ReactNode {
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

export function Why({ metric }: { metric: MetricView<Metric | FigurePart> }): ReactNode {
  const { openId, open } = useWalks();
  const { say } = useVoice();
  const question = useQuestion(metric);
  return (
    <button type="button" className="why" data-why={metric.metric} aria-haspopup="dialog" aria-expanded={openId === metric.id} onClick={(event) => open(metric.id, event.currentTarget)}>
      {say('walk.why')}<span className="sr"> {question}</span>
    </button>
  );
}

export function useQuestion(metric: MetricView<Metric | FigurePart>): string {
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
