// What a page shows before any script has run, as markup: sign-in as it is, and a cockpit's outline. Drawn when the cockpit is built.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { Router } from 'wouter';
import { languages, type Language } from '../../../channels/vocabulary.ts';
import { loadWords, type Words } from '../../../services/kernel/locales/cockpit.ts';
import { localeOf } from '../../../services/kernel/locales/languages.ts';
import { Outline } from '../parts/outline.tsx';
import { Name } from '../screens/sign-in/sign-in.tsx';
import { App } from './app.tsx';
import { Speaking } from './words.tsx';

/** `isWhole`: the cockpit takes it over as it stands, instead of drawing anew in its place. */
export interface FirstPaint { name: string; lang: string; title: string; markup: string; isWhole: boolean }

async function paintsIn(language: Language): Promise<FirstPaint[]> {
  const words = await loadWords(language);
  const product = words.say('shell.product');
  const paint = (name: string, page: ReactNode, title: string, isWhole = false): FirstPaint => ({ name: `${name}.${language}`, lang: localeOf(language).slice(0, 2), title, markup: renderToString(page), isWhole });
  return [
    paint('sign-in', <SignInPage words={words} />, `${words.say('signIn.title')} · ${product}`, true),
    paint('cockpit', <Speaking language={language} first={words}><Shell /></Speaking>, product),
    paint('overview', <Speaking language={language} first={words}><Shell><Outline /></Shell></Speaking>, product),
  ];
}

/** The same tree as the first screen's, or it could not be taken over. */
function SignInPage({ words }: { words: Words }): ReactNode {
  return <StrictMode><QueryClientProvider client={new QueryClient()}><Router ssrPath={`/${words.language}/sign-in`} ssrSearch=""><App words={words} /></Router></QueryClientProvider></StrictMode>;
}

function Shell({ children }: { children?: ReactNode }): ReactNode {
  return (
    <div className="shell">
      <header className="rail"><div className="rail-in"><div className="tenant"><Name /></div></div></header>
      <main>{children}</main>
    </div>
  );
}

export const firstPaints: readonly FirstPaint[] = (await Promise.all(languages.map(paintsIn))).flat();
