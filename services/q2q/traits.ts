// What a word does to those around it: denies them, turns them, tells them of the past. As bits, one look-up a word. Pure.
import type { Language } from '../../channels/vocabulary.ts';

export const traits = {
  contrasts: 1, negates: 2, /** Norwegian puts "ikke" after the verb of a main clause: "jeg tør ikke", "jeg gjemmer meg ikke". */ followsItsVerb: 4, opens: 8,
  /** What is said to be gone or down: "my doubts are gone", "selvtilliten er på bunn". */ reverses: 16,
  /** Doubt denies what follows it, unless it is denied itself: "I doubt that I can". */ doubts: 32,
  onlyAfter: 64, past: 128, now: 256, /** Takes away what it names and no more: "without work I feel …". */ lacks: 512, compares: 1_024,
  /** "Не думаю, що я …": Ukrainian sets a comma where the denial goes on. */ goesOn: 2_048,
} as const;
type Trait = keyof typeof traits;

const everywhere: Partial<Readonly<Record<Trait, string>>> = {
  opens: 'at som om hvis når fordi hva',
  reverses: 'gone disappeared vanished bottom dropped sunk fails failed borte forsvant forsvunnet bunn sunket sviktet svikter sank зник зникла зникло зникли впала нулі пропав пропала пропало',
  doubts: 'doubt doubts doubted doubting tviler tvilte tvil сумніваюся сумніваюсь сумніваємось',
  onlyAfter: 'only just bare tilki тільки лише просто',
  lacks: 'without uten без',
  compares: 'than enn ніж як як-от за',
  goesOn: 'що щоб',
};
const byLanguage: Readonly<Record<Language, Partial<Readonly<Record<Trait, string>>>>> = {
  en: {
    contrasts: 'but however although though yet because',
    negates: 'not no never cannot cant without neither nor hardly none nothing zero dont wont isnt didnt wasnt doesnt couldnt havent aint stopped less lost lose lack lacking hard wish',
    past: 'before used earlier previously first initially once ago', now: 'now today nowadays anymore longer',
  },
  no: {
    contrasts: 'men imidlertid selv fordi mens',
    negates: 'ikke aldri ingen ingenting uten verken knapt ikkje slutta sluttet mindre null mistet mista mistar mangler vanskelig ønske ønsker borte',
    followsItsVerb: 'ikke aldri ikkje', past: 'før tidligere først begynnelsen starten engang tidlegare pleide', now: 'nå no idag lenger etterhvert',
  },
  uk: {
    contrasts: 'але проте однак а зате бо хоча та',
    negates: 'не ні ніколи без жодного жодної ані нема немає перестала перестав менше ніхто ніщо нічого позбулася позбувся нуль втратила втратив бракує важко хотів хотіла б би',
    past: 'раніше спочатку колись спершу тоді попередньо', now: 'тепер зараз сьогодні нині вже',
  },
};

function tableOf(language: Language): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  for (const lists of [everywhere, byLanguage[language]]) {
    for (const [trait, list] of Object.entries(lists) as [Trait, string][]) for (const word of list.split(' ')) table.set(word, (table.get(word) ?? 0) | traits[trait]);
  }
  return table;
}

const tables: Readonly<Record<Language, ReadonlyMap<string, number>>> = { en: tableOf('en'), no: tableOf('no'), uk: tableOf('uk') };

/** Of a word in small letters. */
export function traitsOf(word: string, language: Language): number {
  const listed = tables[language].get(word) ?? 0;
  return language === 'en' && word.endsWith('n\'t') ? listed | traits.negates : listed;
}
