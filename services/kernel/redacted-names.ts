// Words of a text that name people whose names are known: inflected, in the other script, with or without accents.
// Who is on no record is not found here. Pure.
import { foldWord, hasCyrillic, placesOf, type Place } from './redacted-words.ts';

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

interface Form { whole: string; stem: string; /** The stem as its vowel changes in some forms: Федір, Федора; Кравець, Кравця. */ changed: string | undefined; roughs: readonly string[]; sound: string; soundStem: string; isCyrillic: boolean; needsCapital: boolean; mayBend: boolean; firsts: readonly string[] }
const compiled = new Map<string, Form | null>();
const keptForms = 50_000;

/** Names that were looked for before, by the letters that words of theirs begin with: two people are named in many texts. */
const sought = new Map<string, ReadonlyMap<string, readonly Form[]>>();
const keptSought = 1_000;

export function findNames(places: readonly Place[], names: readonly string[]): Span[] {
  const byFirst = byFirstLetter(names);
  if (byFirst.size === 0) return [];
  return places.filter(({ spelling: { word, first, hasCapital, isCyrillic } }) => byFirst.get(first)?.some((form) =>
    (hasCapital || !form.needsCapital) && (isNamedBy(word, isCyrillic, form) || (hasCapital && isShortOrMisspelt(word, isCyrillic, form))))).map(({ start, end }) => ({ start, end }));
}

function byFirstLetter(names: readonly string[]): ReadonlyMap<string, readonly Form[]> {
  const key = names.join('\n');
  const known = sought.get(key);
  if (known) return known;
  const byFirst = new Map<string, Form[]>();
  for (const { spelling: { text } } of names.flatMap(placesOf)) {
    const form = formOf(text);
    for (const first of form?.firsts ?? []) byFirst.set(first, form ? [...byFirst.get(first) ?? [], form] : []);
  }
  if (sought.size >= keptSought) sought.clear();
  sought.set(key, byFirst);
  return byFirst;
}

function isNamedBy(word: string, isCyrillic: boolean, form: Form): boolean {
  if (word === form.whole) return true;
  if (isCyrillic === form.isCyrillic) {
    if (word.startsWith(form.whole) && possessive.has(word.slice(form.whole.length))) return true;
    if (!form.mayBend || word.length > form.stem.length + longestEnding) return false;
    return isCyrillic ? bendsCyrillic(word, form.stem) || (form.changed !== undefined && bendsCyrillic(word, form.changed)) : word.startsWith(form.stem) && latinEndings.has(word.slice(form.stem.length));
  }
  const sound = soundOf(word.replace(/'s?$/, ''));
  if (sound === form.sound || sound === `${form.sound}s`) return true;
  return form.mayBend && sound.startsWith(form.soundStem) && (latinEndings.has(sound.slice(form.soundStem.length)) || (isCyrillic && sound === form.soundStem));
}

/** As friends call somebody, as it is misheard or mistyped, or as another rule writes it in the other script. For words with a capital only. */
function isShortOrMisspelt(word: string, isCyrillic: boolean, form: Form): boolean {
  if (everydayWords.has(word)) return false;
  const bare = word.replace(/'s?$/, '');
  if (shortForms.get(bare)?.some((whole) => form.whole.startsWith(whole)) || (isCyrillic && bentShortForms.some(([stem, wholes]) => (bendsCyrillic(bare, stem) || (bare.startsWith(stem) && /^ь?(?:к(?:а|и|у|ою|о)|ці)$/.test(bare.slice(stem.length)))) && wholes.some((whole) => form.whole.startsWith(whole))))) return true;
  if (isCyrillic && form.isCyrillic && smallForms(bare).some((stem) => stem.length >= 3 && form.stem.startsWith(stem))) return true;
  const short = bare.replace(/(?:ie|ey|y|i|o|a|s|ik|ko|к?а|ко|ик)$/u, '');
  if (isCyrillic === form.isCyrillic && form.whole.length >= short.length + 2 && short.length >= 3 && form.whole.startsWith(short)) return true;
  const small = isCyrillic || !form.isCyrillic ? undefined : smallSoundOf(soundOf(bare));
  if (small !== undefined && form.soundStem.startsWith(small)) return true;
  const rough = roughly(bare);
  if (isCyrillic && !form.isCyrillic && form.roughs.length > 1 && cyrillicEndingOf(bare).map(roughly).some((stem) => form.roughs.indexOf(stem) > 0)) return true;
  return form.roughs.slice(0, 1).some((whole) => {
    const most = Math.min(rough.length, whole.length);
    return most >= 4 && rough[0] === whole[0] && distance(rough, whole) <= (most >= 8 ? 2 : 1);
  });
}

/** A word without each ending it may have. */
function cyrillicEndingOf(word: string): string[] {
  return [0, 1, 2, 3].filter((length) => word.length - length >= 3 && cyrillicEndings.has(word.slice(word.length - length))).map((length) => word.slice(0, word.length - length));
}

/** Short forms that share too little with the whole name. A whole name stands for all that begin with it. */
const shortForms = new Map(Object.entries({
  sasha: ['oleksandr', 'aleksandr', 'alexandr'], саша: ['олександр'], сашко: ['олександр'], саня: ['олександр'], шура: ['олександр'], катя: ['катерин'], настя: ['анастас'], ася: ['анастас'], наташа: ['натал'], таша: ['натал'], діма: ['дмитр'], митя: ['дмитр'],
  вова: ['володимир'], володя: ['володимир'], коля: ['микол'], ваня: ['іван'], міша: ['михайл'], лена: ['олен'], лєна: ['олен'], ксеня: ['оксан', 'ксені'], ксюша: ['оксан', 'ксені'], юля: ['юлі'], таня: ['тетян'], іра: ['ірин'], світа: ['світлан'], люда: ['людмил'],
  мила: ['людмил'], віка: ['вікторі'], серьожа: ['сергі'], женя: ['євген'], паша: ['павл'], петя: ['петр'], оля: ['ольг'], соня: ['софі'], галя: ['галин'], валя: ['валентин'], вітя: ['віктор'], макс: ['максим'], рома: ['роман'], юра: ['юрі'], гриша: ['григорі'], тьома: ['артем'],
  льоша: ['олексі'], маша: ['марі'], маруся: ['марі'], даша: ['дарі'], аня: ['анн', 'ганн'], ліза: ['єлизавет'], рита: ['маргарит'], стас: ['станіслав'], слава: ['ярослав', 'мирослав', 'станіслав', 'вячеслав'], влад: ['владислав'], надя: ['наді'], люба: ['любов'], ніна: ['антонін'], лєся: ['олес'], леся: ['олес', 'лариса'],
  dima: ['dmytr', 'dmitr'], kolya: ['mykol', 'nikola'], vanya: ['ivan'], misha: ['mykhail', 'mikhail'], lena: ['olen', 'elen'], nastya: ['anastas'], natasha: ['natal'], zhenya: ['yevhen', 'evgen'], olya: ['olha', 'olga'], tanya: ['tetian', 'tatian'], ira: ['iryn', 'irin'], vova: ['volodymyr', 'vladimir'], yura: ['yuri'], masha: ['mari'], dasha: ['dari'],
  bill: ['william'], will: ['william'], bob: ['robert'], rob: ['robert'], dick: ['richard'], rick: ['richard'], peggy: ['margaret'], maggie: ['margaret'], meg: ['margaret'], ted: ['edward', 'theodor'], ned: ['edward'], liz: ['elizabeth', 'elisabeth'], beth: ['elizabeth', 'elisabeth'], betty: ['elizabeth'], lisa: ['elizabeth', 'elisabeth'],
  kate: ['katherin', 'catherin', 'katrin', 'kateryn'], kathy: ['katherin', 'catherin'], cathy: ['catherin'], kit: ['christopher', 'katherin'], jim: ['james'], jimmy: ['james'], jack: ['john'], hank: ['henry'], harry: ['harold', 'henry'], polly: ['mary'], molly: ['mary'], sally: ['sarah'], nancy: ['anne'], tony: ['anthony', 'antony'], drew: ['andrew'],
  alex: ['oleksandr', 'aleksandr', 'alexand', 'aleksand'], andy: ['andrew', 'andreas'], mike: ['michael', 'mikael'], becky: ['rebecca'], steve: ['steph', 'stev'], chuck: ['charles'], charlie: ['charles'], gerry: ['gerald'], jerry: ['gerald', 'jeremy'], larry: ['lawrence'], ron: ['ronald', 'aaron'], tina: ['christin', 'kristin'], stoffer: ['kristoffer'], mette: ['margret'], grete: ['margret', 'margaret'], lotte: ['charlott'], trine: ['katrin', 'cathrin'],
  moe: ['mohamm', 'muhamm'], mo: ['mohamm', 'muhamm', 'mohame', 'muhame'],
  шон: ['sean', 'shaun'], юен: ['ewan', 'euan'], шивон: ['siobhan'], гелен: ['helen'], джейн: ['jane'], майкл: ['michael'], джордж: ['george'], чарльз: ['charles'], джейк: ['jacob', 'jake'], кейті: ['katie', 'katherin', 'catherin'], лізі: ['elizabeth'], том: ['thomas', 'томас'], томмі: ['thomas', 'томас'], бен: ['benjamin', 'бенджамін'], сем: ['samuel', 'samantha', 'семюел'], ден: ['daniel', 'денієл'],
  джим: ['james', 'джеймс'], джек: ['john', 'джон'], боб: ['robert', 'роберт'], білл: ['william', 'вільям'], кейт: ['katherin', 'catherin'], майк: ['michael', 'mikael'], ліз: ['elizabeth', 'elisabeth'], бет: ['elizabeth', 'elisabeth'], меґ: ['margaret'], меггі: ['margaret'], тоні: ['anthony', 'antony'],
}));

/** Those that bend, by what stays of them. */
const bentShortForms = [...shortForms].flatMap(([short, wholes]): [string, string[]][] => (hasCyrillic(short) ? [[bendingOf(short), wholes]] : []));

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
  const roughs = [...new Set([whole, ...heardAs(given)].map((one) => roughly(foldWord(one))))];
  const shorts = [...shortForms].filter(([, wholes]) => wholes.some((one) => whole.startsWith(one))).map(([short]) => short[0]);
  const firsts = everyLetter.filter(({ letter, folded, heard }) => folded === whole[0] || heard === sound[0] || roughs.some((rough) => rough[0] === heard) || shorts.includes(letter)).map(({ letter }) => letter);
  const changed = isCyrillic ? changedStem(whole) : undefined;
  return { whole, stem, changed, roughs, sound, soundStem, isCyrillic, mayBend, firsts, needsCapital: whole.length === 2 || everydayWords.has(whole) };
}

/** How a name sounds when neither spelling nor final vowel counts: Yusra and Yousra, Mohammed and Мохаммедом. */
export function roughly(word: string): string {
  return soundOf(word).replace(/ou|oo/g, 'u').replace(/ee|ie|ei/g, 'i').replaceAll('ph', 'f').replaceAll('th', 't').replaceAll('ck', 'k').replaceAll('c', 'k').replaceAll('q', 'k').replaceAll('ae', 'e')
    .replace(/(.)\1+/gu, '$1').replace(/[aeiou]+$/, '');
}

/** Names as one calls a child or a friend: Наталка, Оленочка, Іринці, Богданчик. */
export function smallForms(word: string): string[] {
  const small = /^(\p{L}{3,}?)(?:(?:к|очк|ечк|еньк|оньк|усь|ус|ичк)(?:а|и|у|ою|о|і)|(?:оч|еч|ень|онь|ич)?ці|(?:чик|ик)(?:а|у|ом|ові|у)?)$/u.exec(word)?.[1];
  return small === undefined ? [] : [small, small.replace(/[йь]$/, '')];
}

/** The same in Latin letters, by its sound: Yulka, Oksanotsjka. */
export function smallSoundOf(sound: string): string | undefined {
  return /^([a-z]{3,}?)(?:och|ech|ich)?k(?:a|i|u|oiu|o)$/.exec(sound)?.[1];
}

/** How those who write another script spell a name by ear, where it differs from the letters: Турмуд, Хокон, Серен, Х'єль, Джеймс, Агнешка, Айше. */
export function heardAs(name: string): string[] {
  const lower = name.toLowerCase();
  if (hasCyrillic(lower)) return [];
  const plain = lower.replace(/[åą]|aa/g, 'o').replace(/sz|[şš]/g, 'sh').replace(/cz|[çč]|ć/g, 'ch').replace(/rz|[żž]/g, 'zh').replaceAll('ı', 'i').replaceAll('ğ', '');
  const others = [plain, plain.replaceAll('ø', 'e'), plain.replace(/^([^aeiouyøæ]*)o/, '$1u'), plain.replace(/o/g, 'u'), plain.replaceAll('y', 'iu'), plain.replaceAll('ø', 'io'), plain.replace(/^kj/, 'hj'), plain.replaceAll('ie', 'e'),
    plain.replaceAll('j', 'dzh').replace(/a([mnkldtv])e/, 'ei$1')];
  return [...new Set(others)].filter((other) => other !== lower);
}

/** What stays of a Cyrillic name in all its forms: Олена, Олени, Оленою. */
export function bendingOf(word: string): string {
  return word.replace(/(?:ий|[аяоеєіїиюйь])$/, '');
}

function changedStem(whole: string): string | undefined {
  if (/(?:ець|єць)$/.test(whole)) return whole.replace(/[еє]ць$/, 'ц');
  if (/[еє]нь$/.test(whole)) return whole.replace(/[еє]нь$/, 'н');
  if (whole.endsWith('ок')) return `${whole.slice(0, -2)}к`;
  if (whole.endsWith('ко')) return whole.slice(0, -1);
  return /і[рвнмлбкд]$/.test(whole) ? whole.replace(/і(?=.$)/, 'о') : undefined;
}

const sounds: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'h', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'i', і: 'i', ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r',
  с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ь: '', ю: 'iu', я: 'ia', ы: 'i', э: 'e', ё: 'e', ъ: '', '\'': '',
};

/** How a word sounds, roughly, in either script: Юлія, Yuliia and Julia are one. */
export function soundOf(word: string): string {
  const latin = hasCyrillic(word) ? word.replace(/[\u0400-\u052f']/g, (letter) => sounds[letter] ?? '') : word.replaceAll('\'', '');
  return latin.replace(/s(?:j|ch)t(?:sj|sch)/g, 'shch').replace(/t(?:sj|sch)/g, 'ch').replace(/s(?:j|ch)/g, 'sh').replaceAll('zj', 'zh').replaceAll('kh', 'h').replace(/[yj]/g, 'i').replaceAll('g', 'h').replaceAll('w', 'v').replaceAll('x', 'ks').replace(/(.)\1+/gu, '$1');
}

/** Letters with which a word may begin, in both scripts, with how they are folded and heard. */
const everyLetter = 'abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïñòóôõöøùúûüýčćđłńśšžźżабвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэё'.split('').map((letter) => ({ letter, folded: foldWord(letter)[0], heard: soundOf(foldWord(letter))[0] }));
