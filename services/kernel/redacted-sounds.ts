// How names sound in either script, how they are heard by those who write another, and what stays of them in all their forms. Pure.
import { foldWord, hasCyrillic } from './redacted-words.ts';

/** How a name sounds when neither spelling nor final vowel counts: Yusra and Yousra, Mohammed and Мохаммедом. */
export function roughly(word: string): string {
  return soundOf(word).replace(/^chr/, 'kr').replace(/ou|oo/g, 'u').replace(/ee|ie|ei/g, 'i').replaceAll('ph', 'f').replaceAll('th', 't').replaceAll('ck', 'k').replaceAll('c', 'k').replaceAll('q', 'k').replaceAll('ae', 'e')
    .replace(/(.)\1+/gu, '$1').replace(/[aeiou]+$/, '');
}

/** Names as one calls a child or a friend: Наталка, Оленочка, Іринці, Богданчик. */
export function smallForms(word: string): string[] {
  const small = /^(\p{L}{3,}?)(?:(?:к|очк|ечк|еньк|оньк|усь|ус|ичк|юш|уш|юшк|юн|ун|юс)(?:а|и|у|ою|о|і|я|ю|ею|ї|е)|(?:оч|еч|ень|онь|ич)?ці|(?:чик|ик)(?:а|у|ом|ові|у)?)$/u.exec(word)?.[1];
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
  const others = [plain, plain.replaceAll('u', 'iu'), plain.replace(/^(?:gj|hj)/, 'i'), plain.replace(/^(?:kj|skj|sj)/, 'sh'), plain.replace(/ai|ay/g, 'ei'), plain.replace(/ai|ay/g, 'e'), plain.replace(/ea|ee/g, 'i'), plain.replace(/c(?=[eiy])/g, 's').replace(/a(.)e$/, 'ei$1'), plain.replace(/i(.)e$/, 'ai$1'), plain.replaceAll('øy', 'ei'), plain.replaceAll('ø', 'e'), plain.replace(/^([^aeiouyøæ]*)o/, '$1u'), plain.replace(/o/g, 'u'), plain.replaceAll('y', 'iu'), plain.replaceAll('ø', 'io'), plain.replace(/^kj/, 'hj'), plain.replaceAll('ie', 'e'),
    plain.replaceAll('j', 'dzh').replace(/a([mnkldtv])e/, 'ei$1')];
  return [...new Set(others)].filter((other) => other !== lower);
}

/** What stays of a Cyrillic name in all its forms: Олена, Олени, Оленою. */
export function bendingOf(word: string): string {
  return word.replace(/(?:ий|[аяоеєіїиюйь])$/, '');
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
export const everyLetter = 'abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïñòóôõöøùúûüýčćđłńśšžźżабвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэё'.split('').map((letter) => ({ letter, folded: foldWord(letter)[0], heard: soundOf(foldWord(letter))[0] }));
