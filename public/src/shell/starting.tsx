// While the installation is still starting, as on the first start when the sample companies are loaded, what is shown is not whole yet: says so until it is.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useVoice } from './words.tsx';

/** Asked when the page has come to rest: it must hold nothing up. */
const restMs = 1_000;
const lookAgainMs = 3_000;

export function Starting(): ReactNode {
  const { say } = useVoice();
  const [isAtRest, setAtRest] = useState(false);
  useEffect(() => { const timer = setTimeout(() => setAtRest(true), restMs); return () => clearTimeout(timer); }, []);
  const { data } = useQuery({ queryKey: ['starting'], queryFn: async ({ signal }) => (await fetch('/ready', { signal })).status === 503, enabled: isAtRest, staleTime: Infinity, refetchInterval: ({ state }) => (state.data === true ? lookAgainMs : false) });
  return data === true ? <section className="offline" aria-label={say('starting.name')}><p role="status"><strong>{say('starting.name')}.</strong> {say('starting.words')}</p></section> : null;
}
