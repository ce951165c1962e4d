// Words of a text that name people whose names are known: inflected, in the other script, with or without accents.
// Who is on no record is not found here. Pure.
import { shortForms } from './redacted-short-forms.ts';
import { bendingOf, everyLetter, heardAs, roughly, smallForms, smallSoundOf, soundOf } from './redacted-sounds.ts';
import { foldWord, hasCyrillic, placesOf, type Place } from './redacted-words.ts';

export interface Span { start: number; end: number }

/** Words that stand before an @ without being anybody's name. */
const roleWords = new Set(('admin contact deltaker email epost example frivillig hello hei info kontakt mail mentee mentor office participant people person post student '
  + 'support team test user volunteer адмін ментор пошта студент').split(' '));
/** Names that are everyday words as well: they name somebody only with a capital. */
const everydayWords = new Set(('will may mark hope grace rose art bill jack june april august joy faith dawn ray rich pat sue see my min an so per dag liv even odd jo mai jan sol stein '
  + 'tor tore gro bo unn hans du han man віра надія любов слава роман лев мир соня рада світлана').split(' '));
/** Those that are somebody's short name at least as often. */
const shortAsWell = new Set(['соня', 'rob', 'jo', 'pat', 'sue', 'ray']);

const cyrillicEndings = new Set(('|а|у|и|і|е|о|ю|я|ї|є|й|ь|ою|ею|єю|ом|ем|єм|ові|еві|єві|ого|ому|им|ій|ої|ий|ам|ям|ами|ями|ах|ях|ів|їв|их|ими|ин|ина|ине|ину|иної|иною|иним|ова|ове|ову|ової|овою|овим').split('|'));
/** As they sound in Latin letters; without the bare stem, which is too often another word. */
const latinEndings = new Set('a u i y e o iu yu ia ya ie ye oiu oyu eiu eyu om em iem ieiu iei ovi evi ievi oho omu im ym oi iv iam iami'.split(' '));
const possessive = new Set(['', 's', '\'s', '\'', 'es']);
const longestEnding = 5;

interface Form { whole: string; stem: string; /** The stem as its vowel changes in some forms: Федір, Федора; Кравець, Кравця. */ changed: string | undefined; roughs: readonly string[]; sound: string; soundStem: string; isCyrillic: boolean; needsCapital: boolean; mayBend: boolean; /** The same in the other script. */ mayBeHeard: boolean; firsts: readonly string[]; shortFirsts: readonly string[]; shorts: ReadonlySet<string>; shortSounds: ReadonlySet<string>; /** Of Cyrillic ones, what stays in all their forms. */ bentShorts: readonly string[] }
const compiled = new Map<string, Form | null>();
const keptForms = 50_000;

/** By the letters that words of theirs begin with; letters of their short names alone ask for no more than these. */
interface Sought { whole: ReadonlyMap<string, readonly Form[]>; short: ReadonlyMap<string, readonly Form[]> }
/** Names that were looked for before: two people are named in many texts. */
const sought = new Map<string, Sought>();
const keptSought = 1_000;

export function findNames(places: readonly Place[], names: readonly string[]): Span[] {
  const { whole, short } = soughtFor(names);
  if (whole.size === 0) return [];
  return places.filter(({ spelling: { word, first, hasCapital, isCyrillic } }) => whole.get(first)?.some((form) =>
    (hasCapital || !form.needsCapital) && (isNamedBy(word, isCyrillic, form) || (hasCapital && (isShort(word, isCyrillic, form) || isMisspelt(word, isCyrillic, form)))))
    === true || (hasCapital && short.get(first)?.some((form) => isShort(word, isCyrillic, form)) === true)).map(({ start, end }) => ({ start, end }));
}

function soughtFor(names: readonly string[]): Sought {
  const key = names.join('\n');
  const known = sought.get(key);
  if (known) return known;
  const forms = names.flatMap(wordsOf).flatMap((text) => formOf(text) ?? []);
  const found = { whole: byLetter(forms, ({ firsts }) => firsts), short: byLetter(forms, ({ shortFirsts }) => shortFirsts) };
  if (sought.size >= keptSought) sought.clear();
  sought.set(key, found);
  return found;
}

function byLetter(forms: readonly Form[], lettersOf: (form: Form) => readonly string[]): ReadonlyMap<string, readonly Form[]> {
  const byFirst = new Map<string, Form[]>();
  for (const form of forms) for (const letter of lettersOf(form)) byFirst.set(letter, [...byFirst.get(letter) ?? [], form]);
  return byFirst;
}

/** Each of a name, and its first two as one: Anna-Karin, Annakarin. */
function wordsOf(name: string): string[] {
  const words = placesOf(name).map(({ spelling: { text } }) => text);
  const both = `${words[0] ?? ''}${(words[1] ?? '').toLowerCase()}`;
  return words.length > 2 && both.length >= leastOfBoth ? [...words, both] : words;
}
const leastOfBoth = 6;

function isNamedBy(word: string, isCyrillic: boolean, form: Form): boolean {
  if (word === form.whole) return true;
  if (isCyrillic === form.isCyrillic) {
    if (word.startsWith(form.whole) && possessive.has(word.slice(form.whole.length))) return true;
    if (!form.mayBend || word.length > form.stem.length + longestEnding) return false;
    return isCyrillic ? bendsCyrillic(word, form.stem) || (form.changed !== undefined && bendsCyrillic(word, form.changed)) : word.startsWith(form.stem) && latinEndings.has(word.slice(form.stem.length));
  }
  const sound = heardOf(word.replace(/'s?$/, ''));
  if (sound === form.sound || sound === `${form.sound}s`) return true;
  return form.mayBeHeard && sound.startsWith(form.soundStem) && (latinEndings.has(sound.slice(form.soundStem.length)) || (isCyrillic && sound === form.soundStem));
}

/** As friends call somebody. For words with a capital only. */
function isShort(word: string, isCyrillic: boolean, form: Form): boolean {
  if (form.shorts.size === 0 || (everydayWords.has(word) && !shortAsWell.has(word))) return false;
  const bare = word.replace(/'s?$/, '');
  return form.shorts.has(bare) || form.shortSounds.has(heardOf(bare)) || (isCyrillic && form.bentShorts.some((stem) => bendsCyrillic(bare, stem) || (bare.startsWith(stem) && smallEnding.test(bare.slice(stem.length)))));
}

/** As it is misheard or mistyped, or as another rule writes it in the other script. For words with a capital only. */
function isMisspelt(word: string, isCyrillic: boolean, form: Form): boolean {
  if (everydayWords.has(word) && !shortAsWell.has(word)) return false;
  const bare = word.replace(/'s?$/, '');
  if (isCyrillic && form.isCyrillic && smallForms(bare).some((stem) => form.stem.startsWith(stem) && (stem.length >= 3 || form.stem.length <= stem.length + 1))) return true;
  const short = bare.replace(/(?:ie|ey|y|i|o|a|s|ik|ko|к?а|ко|ик)$/u, '');
  if (isCyrillic === form.isCyrillic && form.whole.length >= short.length + 2 && short.length >= 3 && form.whole.startsWith(short)) return true;
  const small = isCyrillic || !form.isCyrillic ? undefined : smallSoundOf(heardOf(bare));
  if (small !== undefined && form.soundStem.startsWith(small)) return true;
  const rough = roughly(bare);
  if (isCyrillic && !form.isCyrillic && form.roughs.length > 1 && cyrillicEndingOf(bare).map(roughly).some((stem) => form.roughs.indexOf(stem) > 0)) return true;
  return form.roughs.slice(0, 1).some((whole) => {
    const most = Math.min(rough.length, whole.length);
    return most >= 4 && rough[0] === whole[0] && distance(rough, whole) <= (most >= 8 ? 2 : 1);
  }) || (bare.length === form.whole.length && isSwapped(bare, form));
}

/** Two letters changed places: Olnea. */
function isSwapped(word: string, { whole }: Form): boolean {
  return word.length >= 5 && word[0] === whole[0] && distance(word, whole) === 1 && word.split('').sort().join('') === whole.split('').sort().join('');
}

/** A word without each ending it may have. */
function cyrillicEndingOf(word: string): string[] {
  return [0, 1, 2, 3].filter((length) => word.length - length >= 3 && cyrillicEndings.has(word.slice(word.length - length))).map((length) => word.slice(0, word.length - length));
}

const smallEnding = /^ь?(?:к(?:а|и|у|ою|о)|ці)$/;

/** A list that grew long is dropped whole, since it holds what people wrote. */
const heard = new Map<string, string>();
const mostHeard = 16_000;

function heardOf(word: string): string {
  let sound = heard.get(word);
  if (sound === undefined) {
    if (heard.size >= mostHeard) heard.clear();
    heard.set(word, sound = soundOf(word));
  }
  return sound;
}

/** Letters to change, leave out, put in or swap to make one of the other. */
function distance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const isSame = one[at - 1] === other[to - 1];
      let least = Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + (isSame ? 0 : 1));
      if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) least = Math.min(least, (before[to - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[other.length] ?? 0;
}

/** -г, -к, -х soften before -і, and before -е of whom one calls: Ольга, Ользі; Олег, Олеже. */
const softened: Readonly<Record<string, string>> = { г: 'з', к: 'ц', х: 'с' };
const called: Readonly<Record<string, string>> = { г: 'ж', к: 'ч', ц: 'ч', х: 'ш' };

const calledEndings = new Set('е ин ина ине ину иної иною'.split(' '));

function bendsCyrillic(word: string, stem: string): boolean {
  if (word.startsWith(stem) && cyrillicEndings.has(word.slice(stem.length))) return true;
  const last = stem.at(-1) ?? '';
  const [soft, call] = [softened[last], called[last]];
  return (soft !== undefined && word === `${stem.slice(0, -1)}${soft}і`) || (call !== undefined && word.startsWith(`${stem.slice(0, -1)}${call}`) && calledEndings.has(word.slice(stem.length)));
}

function formOf(word: string): Form | null {
  const known = compiled.get(word);
  if (known !== undefined) return known;
  const form = makeForm(word);
  if (compiled.size > keptForms) compiled.clear();
  compiled.set(word, form);
  return form;
}

function makeForm(given: string): Form | null {
  const whole = foldWord(given);
  if (whole.length < 2 || roleWords.has(whole)) return null;
  const isCyrillic = hasCyrillic(whole);
  const stem = isCyrillic ? bendingOf(whole) : whole.replace(/[aoiy]$/, '');
  const sound = soundOf(whole);
  const soundStem = isCyrillic ? soundOf(stem) : sound.replace(/[aoi]+$/, '');
  const mayBend = (whole.length >= 4 || (isCyrillic && stem === whole)) && stem.length >= (isCyrillic ? 3 : 4);
  const mayBeHeard = mayBend && whole.length >= 4 && soundStem.length >= 3;
  const roughs = [...new Set([whole, ...heardAs(given)].map((one) => roughly(foldWord(one))))];
  const shorts = [...shortForms].filter(([, wholes]) => wholes.some((one) => whole.startsWith(one) || sound.startsWith(soundOf(one)))).map(([short]) => short);
  const shortSounds = new Set(shorts.map(soundOf));
  const firstOfShorts = new Set([...shorts, ...shortSounds].map((short) => short[0]));
  const heardFirst = heardAs(given).map((one) => soundOf(foldWord(one))[0]);
  const firsts = everyLetter.filter(({ letter, folded, heard }) => folded === whole[0] || heard === sound[0] || heardFirst.includes(heard) || (letter === 'k' && sound.startsWith('h')) || (letter === 't' && sound.startsWith('ch')) || roughs.some((rough) => rough[0] === heard)).map(({ letter }) => letter);
  const shortFirsts = everyLetter.filter(({ letter, heard }) => !firsts.includes(letter) && (firstOfShorts.has(letter) || firstOfShorts.has(heard))).map(({ letter }) => letter);
  const changed = isCyrillic ? changedStem(whole) : undefined;
  return { whole, stem, changed, roughs, sound, soundStem, isCyrillic, mayBend, mayBeHeard, firsts, shortFirsts, shorts: new Set(shorts), shortSounds, bentShorts: shorts.filter(hasCyrillic).map(bendingOf), needsCapital: whole.length === 2 || (isCyrillic && whole.length === 3) || everydayWords.has(whole) };
}

function changedStem(whole: string): string | undefined {
  if (whole === 'лев') return 'льв';
  if (whole === 'швець') return 'шевц';
  if (whole.endsWith('єць')) return `${whole.slice(0, -3)}йц`;
  if (whole.endsWith('ець')) return `${whole.slice(0, -3)}ц`;
  if (/і[лдн]ь$/.test(whole)) return whole.replace(/і(.)ь$/, 'е$1');
  if (/[еє]нь$/.test(whole)) return whole.replace(/[еє]нь$/, 'н');
  if (whole.endsWith('ок')) return `${whole.slice(0, -2)}к`;
  if (whole.endsWith('ко')) return whole.slice(0, -1);
  return /і[рвнмлбкд]$/.test(whole) ? whole.replace(/і(?=.$)/, 'о') : undefined;
}
