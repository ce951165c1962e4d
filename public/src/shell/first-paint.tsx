// What a page shows before any script has run, as markup: sign-in as it is, a cockpit's outline, and an overview with its answers.
// Drawn where the cockpit is built, or at the door, by the parts that take it over later.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, type ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { Router } from 'wouter';
import { languages, type Language } from '../../../channels/vocabulary.ts';
import { loadWords, type Words } from '../../../services/kernel/locales/cockpit.ts';
import { localeOf } from '../../../services/kernel/locales/languages.ts';
import { Outline } from '../parts/outline.tsx';
import { takeBrought, type Brought } from './ahead.ts';
import { App } from './app.tsx';
import { fetchAhead } from './screens.tsx';
import { languageOf, Speaking, useVoice } from './words.tsx';

/** `isWhole`: the cockpit takes it over as it stands, instead of drawing anew in its place. */
interface Paint { language: Language; title: string; markup: string; isWhole?: boolean; brought?: Brought }

const bare = /<div id="cockpit">.*<\/div>/;

/** A built page as it begins. */
function composed(page: string, { language, title, markup, isWhole = false, brought }: Paint): string {
  // What could end the element that it stands in is written otherwise.
  const answers = brought === undefined ? '' : `<script type="application/json" id="brought">${JSON.stringify(brought).replaceAll('<', '\\u003c')}</script>`;
  return page
    .replace('<html lang="en">', `<html lang="${localeOf(language).slice(0, 2)}">`)
    .replace(/<title>.*<\/title>/, () => `<title>${title}</title>`)
    .replace(bare, () => `<div id="cockpit"${isWhole ? ' data-drawn="whole"' : ''}>${markup}</div>${answers}`);
}

/** The pages that are the same for everybody, by their files' names. */
export async function pagesOfAll(page: string): Promise<Record<string, string>> {
  const all = await Promise.all(languages.map(async (language): Promise<[string, string][]> => {
    const words = await loadWords(language);
    const product = words.say('shell.product');
    const outline = (children: ReactNode): string => renderToString(<Speaking language={language} first={words}><Shell>{children}</Shell></Speaking>);
    return [
      [`sign-in.${language}.html`, composed(page, { language, title: `${words.say('signIn.title')} · ${product}`, markup: screenAt(`/${language}/sign-in`, words, new QueryClient()), isWhole: true })],
      [`cockpit.${language}.html`, composed(page, { language, title: product, markup: outline(null) })],
      [`overview.${language}.html`, composed(page, { language, title: product, markup: outline(<Outline />) })],
    ];
  }));
  return Object.fromEntries(all.flat());
}

/** The overview of a company, with the answers that it shows. */
export async function pageWith(page: string, pathname: string, companyId: string, brought: Brought): Promise<string> {
  const language = languageOf(pathname);
  const [words] = await Promise.all([loadWords(language), fetchAhead('overview')]);
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  takeBrought(cache, companyId, brought);
  return composed(page, { language, title: words.say('shell.product'), markup: screenAt(pathname, words, cache), isWhole: true, brought });
}

/** The same tree as in a browser, or it could not be taken over. */
function screenAt(pathname: string, words: Words, cache: QueryClient): string {
  return renderToString(<StrictMode><QueryClientProvider client={cache}><Router ssrPath={pathname} ssrSearch=""><App words={words} /></Router></QueryClientProvider></StrictMode>);
}

/** The product's name stands where the company's will. */
function Shell({ children }: { children: ReactNode }): ReactNode {
  const { say } = useVoice();
  return (
    <div className="shell">
      <header className="rail"><div className="rail-in"><div className="tenant"><span className="mark" aria-hidden="true" /><b>{say('shell.product')}</b></div></div></header>
      <main>{children}</main>
    </div>
  );
}
