// The live stream of a company: keeps one connection, says in words how it stands, and marks as stale what an event names.
// It returns to where it stopped by the last event's id, so nothing is loaded twice to catch up.
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createEventSource, type EventSourceClient } from 'eventsource-client';
import { createContext, startTransition, use, useEffect, useState, type ReactNode } from 'react';
import { followed } from './followed.ts';
import { address, ofCompany, type Counts, type ImportView, type Report } from './interface.ts';
import { useVoice } from './words.tsx';

export type LiveState = { state: 'connecting'; retrySeconds: number } | { state: 'live'; lastChange: string | null } | { state: 'offline'; since: string };

const waitSeconds = [2, 4, 8, 16, 32];
const LiveContext = createContext<LiveState>({ state: 'connecting', retrySeconds: 0 });
const RetryContext = createContext<() => void>(() => undefined);

export function Live({ companyId, children }: { companyId: string; children: ReactNode }): ReactNode {
  const cache = useQueryClient();
  const [state, setState] = useState<LiveState>({ state: 'connecting', retrySeconds: 0 });
  const [retry, setRetry] = useState<() => void>(() => () => undefined);
  useEffect(() => {
    // How the connection stands is told without haste: it would hurry what is drawn in small steps.
    const stream = follow(companyId, (event, data) => hear(cache, companyId, event, data), (now) => startTransition(() => setState(now)));
    startTransition(() => setRetry(() => stream.again));
    return stream.end;
  }, [cache, companyId]);
  return <RetryContext value={retry}><LiveContext value={state}>{children}</LiveContext></RetryContext>;
}

export function useLive(): LiveState {
  return use(LiveContext);
}

/** Tries again at once. */
export function useRetry(): () => void {
  return use(RetryContext);
}

/** How the connection stands, in words. Only the rail announces it; the same words in a bar are silent. */
export function LiveMark({ announced = false }: { announced?: boolean }): ReactNode {
  const { say, date } = useVoice();
  const live = useLive();
  const words = live.state === 'live' ? (live.lastChange ? say('live.changed', { time: date(live.lastChange, 'time') }) : say('live.live'))
    : live.state === 'offline' ? say('live.offline', { time: date(live.since, 'time') })
      : live.retrySeconds > 0 ? say('live.retry', { seconds: live.retrySeconds }) : say('live.connecting');
  return <span className="live" data-state={live.state} {...(announced ? { role: 'status' } : {})}>{words}</span>;
}

function follow(companyId: string, onEvent: (event: string, data: unknown) => void, tell: (state: LiveState) => void): { end: () => void; again: () => void } {
  let source: EventSourceClient | undefined;
  let lastEventId: string | undefined;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  let wasConnected = false;
  let lastChange: string | null = null;
  const open = (): void => {
    clearTimeout(timer);
    source?.close();
    tell({ state: 'connecting', retrySeconds: 0 });
    source = createEventSource({
      url: new URL(address(ofCompany(companyId, 'live')), location.origin), credentials: 'same-origin',
      ...(lastEventId === undefined ? {} : { initialLastEventId: lastEventId }),
      onConnect: () => {
        attempt = 0;
        tell({ state: 'live', lastChange });
        // Before the first event there is no place to go on from: what was missed is read anew.
        if (wasConnected && lastEventId === undefined) onEvent('reset', {});
        wasConnected = true;
      },
      onMessage: ({ id, event, data }) => {
        if (id) lastEventId = id;
        lastChange = new Date().toISOString();
        tell({ state: 'live', lastChange });
        onEvent(event ?? 'message', JSON.parse(data));
      },
      onScheduleReconnect: () => again(),
      onDisconnect: () => again(),
    });
  };
  const again = (): void => {
    source?.close();
    clearTimeout(timer);
    if (isOver) return;
    if (!navigator.onLine) { tell({ state: 'offline', since: new Date().toISOString() }); return; }
    // Jitter: a node that comes back is not met by everybody at once.
    const seconds = (waitSeconds[attempt] ?? 32) * (0.75 + Math.random() / 2);
    attempt = Math.min(attempt + 1, waitSeconds.length - 1);
    tell({ state: 'connecting', retrySeconds: Math.round(seconds) });
    timer = setTimeout(open, seconds * 1000);
  };
  const back = (): void => { attempt = 0; open(); };
  const gone = (): void => { clearTimeout(timer); source?.close(); tell({ state: 'offline', since: new Date().toISOString() }); };
  // A page kept for the back button would hold its stream; a browser opens six connections to a host, and six such pages none.
  const left = (): void => { clearTimeout(timer); source?.close(); };
  const returned = (event: PageTransitionEvent): void => { if (event.persisted) back(); };
  window.addEventListener('online', back);
  window.addEventListener('offline', gone);
  window.addEventListener('pagehide', left);
  window.addEventListener('pageshow', returned);
  open();
  const end = (): void => {
    isOver = true;
    clearTimeout(timer);
    source?.close();
    window.removeEventListener('online', back);
    window.removeEventListener('offline', gone);
    window.removeEventListener('pagehide', left);
    window.removeEventListener('pageshow', returned);
  };
  return { end, again: back };
}

function hear(cache: QueryClient, companyId: string, event: string, data: unknown): void {
  const stale = (...key: string[]): void => { void cache.invalidateQueries({ queryKey: ['company', companyId, ...key] }); };
  switch (event) {
    case 'metrics':
      stale('overview'); stale('metrics'); stale('freshness'); stale('series'); stale('lineage'); stale('funnel'); stale('profiles'); stale('profile'); stale('evidence');
      return;
    case 'import': {
      const { id, state, counts } = data as { id: string; state: ImportView['state']; counts: Counts };
      // The event carries the counts: a long load is followed without asking for each step.
      cache.setQueryData<ImportView>(['company', companyId, 'import', id], (known) => (known ? followed(known, state, counts) : known));
      // Another import may be what it mends.
      if (state !== 'running') { stale('imports'); stale('import'); stale('freshness'); }
      return;
    }
    case 'report': {
      const { id, stage, state } = data as { id: string; stage: string; state: Report['state'] };
      cache.setQueryData<Report>(['company', companyId, 'report', id], (known) => (known ? { ...known, stage } : known));
      if (state !== 'running') { stale('report', id); stale('reports'); }
      return;
    }
    case 'export':
      stale('export');
      return;
    case 'flag':
      stale('reviews'); stale('evidence');
      return;
    case 'reset':
      void cache.invalidateQueries({ queryKey: ['company', companyId] });
      return;
    default:
  }
}
