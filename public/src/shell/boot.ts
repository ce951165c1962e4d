// The first script: what the page came with is painted before the cockpit itself is fetched and read, which takes a phone longer than all before it.
import { catalogues, isLanguage } from '../../../services/kernel/locales/languages.ts';

function begin(): void {
  const [, language, , , screen] = location.pathname.split('/');
  void import('./main.tsx');
  if (screen === 'overview') void import('../screens/overview/overview.tsx');
  if (isLanguage(language)) void catalogues[language]();
}

// A page that nobody sees is not painted, and begins at once.
if (document.visibilityState === 'hidden') begin();
else requestAnimationFrame(() => setTimeout(begin));
