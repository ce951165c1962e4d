// What a word alone tells of what may stand around it, asked once of each spelling: it spares most texts the dear looks. Pure.
import { numberWords } from './redacted-number-words.ts';

/** Bits of what a word hints at. */
export const hint = { number: 1, at: 2, spelt: 4, network: 8, birth: 16 } as const;

const words: readonly (readonly [bit: number, words: RegExp])[] = [
  [hint.number, new RegExp(`^(?:${numberWords}|o{1,3})$`)],
  [hint.at, /^(?:at|a|ad|td|æt|ат|ет|эт)$/],
  [hint.spelt, /^(?:dott?|points?|punktu?m?|prikk|крапка|точка|дот|(?:forward)?slash|stroke|skråstrekk?|слеш|слэш|риска|w{1,3}|https?|h|хттпс?|ввв)$|krøll|snabel|собак|собач|равлик|песик/],
  [hint.network, /^(?:telegram|insta|snap|facebook|fb|messenger|whatsapp|viber|skype|discord|tik|linkedin|twit|threads|bluesky|mastodon|steam|reddit|github|signal|tumblr|strava|pinterest|youtube|tg|ig|user|nick|screen|gamertag|handle$|account$|bruk[ae]rna[mv]|kallenavn|konto$|profil|x$|тг|вк|нік|тел[еє][гґ]|інст[аиуі]|фейсб|вайб|д[иі]скорд|скайп|тікт|твіт|в[ао]тсап|месендж|снап|сигнал|тредс|лінкед|ютуб|користувач|акаунт|юзер|логін)/],
  [hint.birth, /nineteen|thousand|тисяч|^nitten|^totusen|^birth|^born$|^b$|^f(?:ødt|ødd)$|bursdag|народ|уродин/],
];

export function hintsOf(word: string): number {
  const lower = word.toLowerCase().replace(/[’ʼ`]/g, '\'');
  return words.reduce((hints, [bit, pattern]) => (pattern.test(lower) ? hints | bit : hints), 0);
}
