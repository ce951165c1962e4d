// Where the cockpit begins: the cache of what the server said, and the first screen in place of what the page came with.
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { startTransition, StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { loadWords } from '../../../services/kernel/locales/cockpit.ts';
import { askAhead, takeBrought, type Brought } from './ahead.ts';
import { App } from './app.tsx';
import { Refusal } from './interface.ts';
import { languageOf } from './words.tsx';

// A session that ended is noticed wherever it is met first: the list of companies is asked again, and the shell asks who is there.
const notice = (error: unknown): void => { if (error instanceof Refusal && error.status === 401) void cache.invalidateQueries({ queryKey: ['companies'] }); };

const cache: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, { queryKey }) => { if (queryKey[0] !== 'companies') notice(error); } }),
  mutationCache: new MutationCache({ onError: notice }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A refusal stays a refusal; only what the network or the server lost is asked again.
      retry: (count, error) => count < 2 && !(error instanceof Refusal && error.status > 0 && error.status < 500),
    },
  },
});

async function begin(): Promise<void> {
  const brought = document.getElementById('brought');
  const companyId = location.pathname.split('/')[3];
  if (brought && companyId) takeBrought(cache, companyId, JSON.parse(brought.textContent) as Brought);
  // It would outlive its reader's session.
  brought?.remove();
  const [words] = await Promise.all([loadWords(languageOf(location.pathname)), askAhead(cache, location)]);
  const place = document.getElementById('cockpit');
  const page = <StrictMode><QueryClientProvider client={cache}><Router ssrSearch=""><App words={words} /></Router></QueryClientProvider></StrictMode>;
  // In small steps, so that a tap meanwhile is answered; what the page came with stays until the whole first screen can take its place.
  startTransition(() => {
    // An engine that writes a number otherwise than ours draws the page anew, which is no fault.
    if (place?.dataset['drawn'] === 'whole') hydrateRoot(place, page, { onRecoverableError: () => undefined });
    else if (place) createRoot(place).render(page);
  });
}

// A task of its own: to read this file was one.
setTimeout(() => void begin());
