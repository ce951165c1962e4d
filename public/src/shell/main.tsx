// Where the cockpit begins: styles, the cache of what the server said, and the first screen.
import '../../styles/index.css';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { askAhead } from './ahead.ts';
import { App } from './app.tsx';
import { Refusal } from './interface.ts';

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

askAhead(cache, location);

const place = document.getElementById('cockpit');
if (place) createRoot(place).render(<StrictMode><QueryClientProvider client={cache}><App /></QueryClientProvider></StrictMode>);
