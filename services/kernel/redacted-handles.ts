// What somebody is called on a network: with a mark in front, with letters no sentence has, or said to be a name there. Pure.
import type { Span } from './redacted-names.ts';
import { knownOf } from './redacted-lists.ts';
import { foldWord, matchesOf } from './redacted-words.ts';

/** Words for what one is called there: whatever word follows "is" is that name. */
const nameThere = String.raw`(?:snapchat|snap|instagram|insta|tiktok|telegram|discord|facebook)-?(?:bruker(?:en)?|navn(?:et)?|konto(?:en)?|profil(?:en)?)|user ?name|nick ?name|nick|(?:twitter|x|insta|instagram|telegram|tiktok|discord|snap)[ -](?:handle|name|user|nick|navn|navnet)|screen ?name|gamertag|brukernavn(?:et)?|brukarnamn(?:et)?|kallenavn(?:et)?|ім.я користувач[аки]|нікнейм\p{L}{0,2}|нік\p{L}{0,4}|юзернейм\p{L}{0,2}|логін\p{L}{0,2}`;
const network = String.raw`(?:telegram|instagram|insta|snapchat|snap|facebook|messenger|tiktok|youtube|twitch|discord)(?:en|men|pen|ten|met)|youtube|twitch|pinterest|tumblr|strava|steam|ютуб\p{L}?|снап\p{L}{0,3}|сигнал\p{L}?|тредс\p{L}?|лінкедін\p{L}?|вк|telegram|instagram|insta|snapchat|snap|facebook|fb|messenger|whatsapp|viber|skype|discord|tiktok|tik tok|linkedin|twitter|threads|bluesky|mastodon|steam|reddit|github|signal|tg|ig|телеграм\p{L}?|телеґрам\p{L}?|тг|телега|телегу|телезі|інстаграм\p{L}?|інста|інсті|інсту|фейсбук\p{L}?|фейсбуц\p{L}|вайбер\p{L}?|дискорд\p{L}?|скайп\p{L}?|тікто[кц]\p{L}?|твітер\p{L}?|ватсап\p{L}?|вотсап\p{L}?|месенджер\p{L}?`;
const account = String.raw`${nameThere}|user|handle|account|kallenavn|konto|profil|profilen|акаунт\p{L}{0,2}`;
const mention = /(?<![\p{L}\p{N}._%+@-])@[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,29}[\p{L}\p{N}_])?/gu;
/** An underscore inside a word is nowhere but in such names. */
const underscored = /(?<![\p{L}\p{N}_.@/-])(?=[\p{L}\p{N}.-]{0,30}_)[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{1,30}[\p{L}\p{N}_])(?![\p{L}\p{N}_@])/gu;
/** Letters with marks or figures among them: a name on a network, if one is spoken of just before or after. */
const mixed = /(?<![\p{L}\p{N}_.@/-])(?=\p{N}{0,6}\p{L})(?:[\p{L}\p{N}]{1,20}[._-])*[\p{L}\p{N}]{2,24}(?![\p{L}\p{N}_@])/gu;
const looksMade = /\p{L}\p{N}|\p{N}\p{L}{2}|\p{Ll}\.\p{L}|\p{Ll}-\p{N}/u;
const [spokenOfWithin, smallWordWithin] = [60, 12];
const endOf = (match: RegExpExecArray | undefined): number => (match ? match.index + match[0].length : 0);
/** The network whose name is a letter. */
const onX = /(?<=(?<!\p{L})(?:på|on|у|в|в мережі) X (?:som|as|як|under) )@?[\p{L}\p{N}_.]{3,32}/gu;
/** With a blank after the mark, where somebody asks to be found. */
const spacedMention = /(?<=(?<!\p{L})(?:dm|add|follow|find|tag|message|følg|legg til|finn|пиши|пишіть|підпишись|шукай|handle|nick|user|insta|instagram|snap|telegram|tg|tiktok|ig)[ :]{1,2})@ [\p{L}_][\p{L}\p{N}_.-]{2,30}/giu;
const tagged = /(?<![\p{L}\p{N}])[\p{L}\p{N}_.]{2,32}#\d{4}(?!\d)/gu;
/** A few small words may stand between the network and the name on it. */
const afterNetwork = new RegExp(`(?<!\\p{L})(?:${network}|${account})(?!\\p{L})((?:[ ,:=()–—-]{1,3}(?:is|er|as|som|under|me|my|mine|min|mitt|name|username|user|nick|handle|at|på|on|there|der|heter|as|як|це|мій|моя|там|нік|ніком|під|в|у|на|і|also|just|it's|its|called|den|i['’]m|i am|everywhere|overalt|скрізь|всюди|телеграмі|інстаграмі|інсті|тікто[кц]і|діскорді|дискорді|вайбері|фейсбуці|снапі)(?![\\p{L}\\p{N}_.])){0,4}[ ,:=()–—"“«'-]{1,4})((?:live:)?[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_.-]{1,31}))`, 'giu');

const clauseEnd = String.raw`(?=[.!?]*(?:$|[\s"')]*$|[,;)\n]|[.!?] | (?:on|in|at|på|i|og|and|or|в|у|на|і|та|if|so|там|there|der)(?!\p{L})))`;
const noPlainName = String.raw`(?!(?:jeg|eg|han|hun|ho|she|he|they|we|it|this|that|my|your|his|her|for|with|and|я|ми|він|вона|вони|це|not|the|a|an|too|very|so|same|new|old|wrong|taken|long|short|there|here|fine|good|bad|private|public|blocked|gone|better|slow|always|before|well|usual|ikke|en|et|den|det|feil|opptatt|langt|kort|gammelt|nytt|ny|privat|før|alltid|vanlig|не|той|та|то|новий|старий|зайнятий|завжди|раніше|поганий|всі|інші|alle|andre|others?|everyone|you|me|deg|meg|teg|тебе|мене)(?![\p{L}\p{N}_]))`;
const plainName = String.raw`${noPlainName}(?<name>[\p{L}\p{N}_][\p{L}\p{N}_.-]{2,31})`;
/** "Her twitter handle is bluewren", "brukernavnet mitt er kveldsol": said to be a name, so that any word is one. */
const saidToBe = new RegExp(String.raw`(?<!\p{L})(?:${nameThere})(?: (?:mitt|min|mi|hans|hennes|мій|його|її|there|der|там|on \p{L}{2,12}|på \p{L}{2,12}|[ву] \p{L}{2,12})){0,2}(?: (?:is|er|це)|:| [—–-]) ["«“']?${plainName}${clauseEnd}`, 'giu');
/** "On GitHub she goes by katya-dev", "på TikTok heter jeg fjellrev". */
const calledThere = new RegExp(String.raw`(?<!\p{L})(?:on|på|у|в) (?:${network})(?!\p{L}),? (?:(?:she|he|i|they|we|you|jeg|eg|hun|han|я|він|вона|мене|її|його|me|us|find|search|goes|go|am|is|are|er|finner|du|kan|can) ){0,5}(?:by|as|called|named|heter|heiter|kalles|kalt|som|звуть|звати|як|під ніком)(?: (?:jeg|eg|han|hun|ho|me|meg|я))? ${plainName}${clauseEnd}`, 'giu');
/** "Find me on Instagram as bluewren": looked for there by that name. */
const soughtThere = new RegExp(String.raw`(?<!\p{L})(?:find|add|follow|search|look|tag|message|dm|finn|finner|følg|legg|søk|знайд\p{L}{1,3}|шука\p{L}{1,3}|дода\p{L}{1,3}|підпи\p{L}{1,6})(?!\p{L})[^.!?,;\n]{0,24}(?:on|på|у|в|i) (?:${network})(?!\p{L})(?: (?:as|som|як|under(?: the)?(?: name)?|med navnet|під ніком)|,|:) ${plainName}${clauseEnd}`, 'giu');
/** "Her TikTok is called tinybakeshop". */
const namedSo = new RegExp(String.raw`(?<!\p{L})(?:${network})(?!\p{L})(?: (?:mi|min|mitt|hennes|hans|page|account|channel|side|konto|kanal|profil))? (?:is (?:called|named)|heter|heiter|називається|зветься) ["«“']?${plainName}`, 'giu');
/** "I'm harbourlight on Instagram": a word that is neither short nor built as adjectives are. */
const amThere = new RegExp(String.raw`(?<!\p{L})(?:i['’]m|i am|jeg er|eg er) (?![\p{L}]*(?:ing|ed|ive|ly|ful|able|ible|ous|al|ent|ant|ig|sk|ende|et|te|iv|bar|som|less) )(?<name>[\p{L}\p{N}_][\p{L}\p{N}_.-]{6,31}) (?:on|på) (?:${network})(?!\p{L})`, 'giu');
/** "Jeg heter fjellrev på snap", "search for bluewren on TikTok", "at bluewren on insta". */
const calledHere = new RegExp(String.raw`(?<!\p{L})(?:and|or|og|as|som|under|та|і|як|під|i go by|i am called|they know me as|known as|search(?: for)?|look(?: me)? up|look for|follow|add|dm|tag|message|at|jeg heter|eg heiter|heter|kalles|søk (?:etter|på|opp)|følg|legg til|finn|мене звати|звати|шукай(?:те)?|знайди|знайдіть|підпишись на|підпишіться на|додай(?:те)?) ["«“'„]?${plainName}["»”']? (?:on|på|i|у|в|via|through|over|через) (?:${network})(?!\p{L})`, 'giu');
/** "On Insta I'm driftwood", "på Snap er jeg fjellrev", "LinkedIn under driftwood", "Telegram – driftwood". */
const thereAm = new RegExp(String.raw`(?<!\p{L})(?:(?:on|på|у|в) (?:${network})(?!\p{L}),? (?:i['’]m|i am|it['’]s|is|er jeg|er eg|er|я|я там|під(?: ніком| іменем)?|under(?: the)?(?: name)?|som)|(?:${network})(?!\p{L})(?: ?[–—=]| is| er| under| under navnet| під ніком)|(?:username|user name|nickname|nick|handle|brukernavn|нікнейм|нік|логін)(?: on \p{L}{2,12}| på \p{L}{2,12})?(?: is| er|:)?) ["«“'„]?${plainName}${clauseEnd}`, 'giu');
const inBrackets = new RegExp(String.raw`(?<!\p{L})(?:my|min|mi|мій|моя) (?:${network})(?!\p{L}) \(@?${plainName}\)`, 'giu');
/** In a row of such names: "insta fjellrev, snap revepels". */
const inRow = new RegExp(String.raw`(?<=^|[,;(|/] ?|[.] )(?:my |min |mitt |мій |моя )?(?:insta|snap|tg|ig|fb|discord|тг|інста|снап|діскорд|дискорд) ${plainName}(?=\s?(?:$|[,;)|/]|[.!](?:\s|$)))`, 'gu');
/** Parts of a link that stand for a person: u/name, in/name. */
const pathName = /(?<![\p{L}\p{N}/._-])(?:u|user|in|add|c)\/[\p{L}\p{N}_][\p{L}\p{N}_.-]{2,38}/giu;

/** Each with a cheap look for what it needs. */
const plain: readonly (readonly [gate: RegExp, pattern: RegExp])[] = [
  [/user|nick|screen|tag|bruk|handle|name|navn|konto|profil|користувач|нік|юзер|логін/i, saidToBe],
  [/called|named|heter|heiter|називається|зветься/i, namedSo],
  [/\(/, inBrackets],
  [/i['’]m |i am |eg er /i, amThere],
  [/\b(?:by|as|called|named|som|kalles|kalt|heter|heiter) | зв[ау]т| як | ніком /i, calledThere],
  [/ (?:as|som|як|under|navnet|ніком) |[,:] /i, soughtThere],
  [/\b(?:insta|snap|tg|ig|fb|discord) |(?:тг|інста|снап|д[іи]скорд) /, inRow],
];

/** What these find may be any word as well: it must be one of no language. */
const made: typeof plain = [
  [/ (?:on|på|i|у|в|via|through|over|через) /, calledHere],
  [/[–—=]| (?:i['’]m|am|it['’]s|is|er|я|під|under|som) |user|nick|handle|bruker|нік|логін/i, thereAm],
];

function isMade({ groups: { name = '' } = {} }: RegExpExecArray): boolean {
  const { isWord, isEveryday, isNoName } = knownOf(foldWord(name.replace(/\.$/, '')));
  return /[._\d]\p{L}/u.test(name) || (/^[a-z-]{6,}\.?$/i.test(name) && !isWord && !isEveryday && !isNoName);
}

function plainNames(text: string): Span[] {
  const found = (rules: typeof plain): RegExpExecArray[] => rules.flatMap(([gate, pattern]) => (gate.test(text) ? matchesOf(text, pattern) : []));
  return [...found(plain), ...found(made).filter(isMade)].map(({ 0: match, index, groups: { name = '' } = {} }): Span => {
    const start = index + match.lastIndexOf(name);
    return { start, end: start + name.replace(/[.-]+$/, '').length };
  });
}

const everyNetwork = new RegExp(`(?<!\\p{L})(?:${network}|${account})(?!\\p{L})`, 'giu');

export function findHandles(text: string): Span[] {
  const found = [...matchesOf(text, mention), ...matchesOf(text, tagged), ...matchesOf(text, spacedMention), ...matchesOf(text, underscored), ...matchesOf(text, onX)].map(({ 0: match, index }): Span => ({ start: index, end: index + match.length }));
  for (const { 0: match, 1: between = '', 2: handle = '', index } of matchesOf(text, afterNetwork)) {
    // A plain word after the network's name is a word; a colon, a mark inside or Latin letters among Cyrillic ones make it a handle.
    const name = handle.replace(/[.-]+$/, '');
    const isForeignWord = /^[а-яіїєґ]/iu.test(match) && /^[a-z]{3,}$/.test(name);
    if (!isForeignWord && !/^live:|[\d_]|[\p{L}\d][.-][\p{L}\d]/u.test(name) && !(/[:=]/.test(between) && name.length >= 3)) continue;
    const start = index + match.length - handle.length;
    found.push({ start, end: start + name.length });
  }
  const spokenOf = matchesOf(text, everyNetwork);
  if (spokenOf.length === 0) return found;
  found.push(...plainNames(text), ...matchesOf(text, pathName).map(({ 0: match, index }): Span => ({ start: index, end: index + match.length })));
  let from = 0;
  for (const { 0: match, index } of matchesOf(text, mixed)) {
    const end = index + match.length;
    while (from < spokenOf.length && endOf(spokenOf[from]) < index - spokenOfWithin) from += 1;
    let isNear = false;
    for (let at = from; !isNear && at < spokenOf.length && (spokenOf[at]?.index ?? 0) <= end + smallWordWithin; at += 1) {
      const [start, after] = [spokenOf[at]?.index ?? 0, endOf(spokenOf[at])];
      isNear = start >= end ? /^[\s,:(–—-]{0,3}(?:on|in|at|på|i|в|у|for|my|min|мій|–)?[\s,:(–—-]{0,3}$/u.test(text.slice(end, start)) : after <= index && !/[.!?]\s/.test(text.slice(start, index));
    }
    if (isNear && looksMade.test(match) && !/^(?:[a-c][12]|\p{N}+\p{L}{1,2}|\p{L}\p{N})$/iu.test(match)) found.push({ start: index, end });
  }
  return found;
}
