// Words of a text that name people whose names are known: inflected, in the other script, with or without accents.
// Who is on no record is not found here. Pure.

export interface Span { start: number; end: number }

/** Words that stand before an @ without being anybody's name. */
const roleWords = new Set(('admin contact deltaker email epost example frivillig hello hei info kontakt mail mentee mentor office participant people person post student '
  + 'support team test user volunteer адмін ментор пошта студент').split(' '));
/** Names that are everyday words as well: they name somebody only with a capital. */
const everydayWords = new Set(('will may mark hope grace rose art bill jack june april august joy faith dawn ray rich pat sue see my min an so per dag liv even odd jo mai jan sol stein '
  + 'tor tore gro bo unn hans du han man віра надія любов слава роман лев мир соня рада світлана').split(' '));

const cyrillicEndings = new Set(('|а|у|и|і|е|о|ю|я|ї|є|й|ь|ою|ею|єю|ом|ем|єм|ові|еві|єві|ого|ому|им|ій|ої|ий|ам|ям|ами|ями|ах|ях|ів|їв|их|ими').split('|'));
/** As they sound in Latin letters; without the bare stem, which is too often another word. */
const latinEndings = new Set('a u i y e o iu yu ia ya ie ye oiu oyu eiu eyu om em iem ieiu iei ovi evi ievi oho omu im ym oi iv iam iami'.split(' '));
const possessive = new Set(['', 's', '\'s', '\'', 'es']);
const longestEnding = 5;

interface Form { whole: string; stem: string; sound: string; soundStem: string; isCyrillic: boolean; needsCapital: boolean; mayBend: boolean; firsts: readonly string[] }
const compiled = new Map<string, Form | null>();
const keptForms = 50_000;

const wordPattern = /\p{L}[\p{L}\p{M}]*(?:['’ʼ`]\p{L}[\p{L}\p{M}]*)*/gu;

export function findNames(text: string, names: readonly string[]): Span[] {
  const byFirst = new Map<string, Form[]>();
  for (const word of names.flatMap(wordsOf)) {
    const form = formOf(word);
    for (const first of form?.firsts ?? []) byFirst.set(first, form ? [...byFirst.get(first) ?? [], form] : []);
  }
  if (byFirst.size === 0) return [];
  const spans: Span[] = [];
  for (const match of text.matchAll(wordPattern)) {
    const found = match[0];
    const candidates = byFirst.get((found[0] ?? '').toLowerCase());
    if (candidates === undefined) continue;
    const word = foldWord(found);
    const isCyrillic = hasCyrillic(word);
    const isCapital = found[0] !== found[0]?.toLowerCase();
    if (candidates.some((form) => (isCapital || !form.needsCapital) && isNamedBy(word, isCyrillic, form))) spans.push({ start: match.index, end: match.index + found.length });
  }
  return spans;
}

function isNamedBy(word: string, isCyrillic: boolean, form: Form): boolean {
  if (word === form.whole) return true;
  if (isCyrillic === form.isCyrillic) {
    if (word.startsWith(form.whole) && possessive.has(word.slice(form.whole.length))) return true;
    if (!form.mayBend || word.length > form.stem.length + longestEnding) return false;
    return isCyrillic ? bendsCyrillic(word, form.stem) : word.startsWith(form.stem) && latinEndings.has(word.slice(form.stem.length));
  }
  const sound = soundOf(word.replace(/'s?$/, ''));
  if (sound === form.sound || sound === `${form.sound}s`) return true;
  return form.mayBend && sound.startsWith(form.soundStem) && (latinEndings.has(sound.slice(form.soundStem.length)) || (isCyrillic && sound === form.soundStem));
}

/** -г, -к, -х soften before -і: Ольга, Ользі. */
const softened: Readonly<Record<string, string>> = { г: 'з', к: 'ц', х: 'с' };

function bendsCyrillic(word: string, stem: string): boolean {
  if (word.startsWith(stem) && cyrillicEndings.has(word.slice(stem.length))) return true;
  const soft = softened[stem.at(-1) ?? ''];
  return soft !== undefined && word === `${stem.slice(0, -1)}${soft}і`;
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
  const mayBend = whole.length >= 4 && stem.length >= (isCyrillic ? 3 : 4) && soundStem.length >= 3;
  const firsts = everyLetter.filter((letter) => foldWord(letter)[0] === whole[0] || soundOf(foldWord(letter))[0] === sound[0]);
  return { whole, stem, sound, soundStem, isCyrillic, mayBend, firsts, needsCapital: whole.length === 2 || everydayWords.has(whole) };
}

/** What stays of a Cyrillic name in all its forms: Олена, Олени, Оленою. */
export function bendingOf(word: string): string {
  return word.replace(/(?:ий|[аяоеєіїиюйь])$/, '');
}

function wordsOf(name: string): string[] {
  return name.match(wordPattern) ?? [];
}

const letters: Readonly<Record<string, string>> = { ø: 'o', æ: 'ae', ł: 'l', đ: 'd', ß: 'ss', ð: 'd', þ: 'th' };

/** Lower-cased, one kind of apostrophe, Latin letters without accents. Ukrainian й and ї are letters of their own and stay. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase().replace(/[’ʼ`]/g, '\'');
  if (/^[a-z']*$/.test(lower)) return lower;
  if (hasCyrillic(lower)) return lower.normalize('NFC');
  return lower.normalize('NFD').replace(/\p{M}/gu, '').replace(/[øæłđßðþ]/g, (letter) => letters[letter] ?? letter);
}

export function hasCyrillic(word: string): boolean {
  return /[\u0400-\u052f]/.test(word);
}

const sounds: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'h', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'i', і: 'i', ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r',
  с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ь: '', ю: 'iu', я: 'ia', ы: 'i', э: 'e', ё: 'e', ъ: '', '\'': '',
};

/** Letters with which a word may begin, in both scripts. */
const everyLetter: readonly string[] = 'abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïñòóôõöøùúûüýčćđłńśšžźżабвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэё'.split('');

/** How a word sounds, roughly, in either script: Юлія, Yuliia and Julia are one. */
export function soundOf(word: string): string {
  const latin = hasCyrillic(word) ? word.replace(/[\u0400-\u052f']/g, (letter) => sounds[letter] ?? '') : word.replaceAll('\'', '');
  return latin.replaceAll('kh', 'h').replace(/[yj]/g, 'i').replaceAll('g', 'h').replaceAll('w', 'v').replaceAll('x', 'ks').replace(/(.)\1+/gu, '$1');
}
