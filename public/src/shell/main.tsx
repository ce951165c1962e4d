// Where the cockpit begins: styles, the cache of what the server said, and the first screen.
import '../../styles/index.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Refusal } from './interface.ts';

const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A refusal stays a refusal; only what the network or the server lost is asked again.
      retry: (count, error) => count < 2 && !(error instanceof Refusal && error.status > 0 && error.status < 500),
    },
  },
});

const place = document.getElementById('cockpit');
if (place) createRoot(place).render(<StrictMode><QueryClientProvider client={cache}><App /></QueryClientProvider></StrictMode>);
