// Without the network the page stays as it is: says since when, what still works and what waits, and tries again at once when asked.
import type { ReactNode } from 'react';
import { useLive, useRetry } from './live.tsx';
import { useVoice } from './words.tsx';

export function Offline(): ReactNode {
  const { say, date } = useVoice();
  const live = useLive();
  const retry = useRetry();
  if (live.state !== 'offline') return null;
  return (
    <section className="offline" aria-label={say('offline.name')}>
      <p><strong>{say('live.offline', { time: date(live.since, 'time') })}.</strong> {say('offline.works')} {say('offline.waits')}</p>
      <button className="btn" onClick={retry}>{say('offline.now')}</button>
    </section>
  );
}
