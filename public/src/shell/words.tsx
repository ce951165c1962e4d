// The reader's language: which catalogue is loaded, and figures and dates written in it.
import { createContext, Fragment, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Language } from '../../../channels/vocabulary.ts';
import { figureUnitOf, formatCount, formatDate, formatDifference, formatExact, formatFigure, formatMoney, formatNumber, formatPeriod, formatShare, type DateForm, type FigureUnit } from '../../../services/kernel/format/figures.ts';
import { loadWords, type Words, type WordKey, type WordValues } from '../../../services/kernel/locales/cockpit.ts';
import { isLanguage, localeOf } from '../../../services/kernel/locales/languages.ts';
import type { FigurePart, MetricView } from './interface.ts';
import type { Metric } from '../../../channels/vocabulary.ts';

type Woven = ReactNode | ((parts: ReactNode[]) => ReactNode);
export interface Voice {
  language: Language;
  say: (key: WordKey, values?: WordValues) => string;
  /** A sentence with parts that can be walked or followed. */
  weave: (key: WordKey, values: Record<string, Woven>) => ReactNode;
  has: (key: string) => key is WordKey;
  count: (value: number) => string;
  share: (value: number) => string;
  figure: (value: number, unit: FigureUnit) => string;
  exact: (value: number, unit: FigureUnit) => string;
  difference: (value: number, unit: FigureUnit) => string;
  period: (period: string, form?: 'long' | 'short') => string;
  date: (date: string, form: DateForm) => string;
  money: (amount: number, currency: string) => string;
  /** Names in a sentence: a, b and c. */
  list: (names: readonly string[], type?: 'conjunction' | 'disjunction') => string;
  number: (value: number, digits?: { least?: number; most?: number }) => string;
  unitOf: (metric: Pick<MetricView<Metric | FigurePart>, 'metric' | 'unit'>) => FigureUnit;
}

const VoiceContext = createContext<Voice | null>(null);

/** The language of an address; where it names none, the one that the browser prefers. */
export function languageOf(pathname: string): Language {
  const named = pathname.split('/')[1];
  return isLanguage(named) ? named : preferredLanguage();
}

function preferredLanguage(): Language {
  const codes: Readonly<Record<string, Language>> = { en: 'en', nb: 'no', nn: 'no', no: 'no', uk: 'uk' };
  return navigator.languages.map((tag) => codes[tag.slice(0, 2)]).find((language) => language !== undefined) ?? 'en';
}

export function useVoice(): Voice {
  const voice = use(VoiceContext);
  if (!voice) throw new Error('no language above this part');
  return voice;
}

/** `first`: the words that the page begins with; another language is fetched when it is chosen. */
export function Speaking({ language, first, children }: { language: Language; first: Words; children: ReactNode }): ReactNode {
  const [words, setWords] = useState(first);
  useEffect(() => {
    let isCurrent = true;
    void loadWords(language).then((loaded) => { if (isCurrent) setWords(loaded); });
    document.documentElement.lang = language === 'no' ? 'nb' : language;
    return () => { isCurrent = false; };
  }, [language]);
  const voice = useMemo(() => voiceOf(words), [words]);
  return <VoiceContext value={voice}>{children}</VoiceContext>;
}

function voiceOf(words: Words): Voice {
  const { language } = words;
  return {
    language,
    say: (key, values) => words.say(key, values),
    weave: (key, values) => words.weave<ReactNode>(key, values as never).map((part, index) => <Fragment key={index}>{part}</Fragment>),
    has: (key) => words.has(key),
    count: (value) => formatCount(value, language),
    share: (value) => formatShare(value, language),
    figure: (value, unit) => formatFigure(value, unit, language),
    exact: (value, unit) => formatExact(value, unit, language),
    difference: (value, unit) => formatDifference(value, unit, language),
    period: (period, form) => formatPeriod(period, language, form),
    date: (date, form) => formatDate(date, form, language),
    money: (amount, currency) => formatMoney(amount, currency, language),
    list: (names, type = 'conjunction') => new Intl.ListFormat(localeOf(language), { type }).format(names),
    number: (value, digits) => formatNumber(value, language, digits),
    unitOf: ({ metric, unit }) => figureUnitOf(metric, unit),
  };
}
