// What is spelt out, pulled apart or told aloud: numbers to call, links and names on networks; beside each, what only looks like it.
import { redact } from '../../services/kernel/redaction.ts';

const removed: readonly (readonly [text: string, redacted: string])[] = [
  ['Ring oh seven, double four, nine one three, double oh two', 'Ring [phone]'],
  ['O seven seven o o nine o o six one two', '[phone]'],
  ['text zero seven 700 nine double zero 1 4 5', 'text [phone]'],
  ['It is 07oh oh 9 double oh 4 4 1, ok?', 'It is [phone], ok?'],
  ['4O7-555-O142 or 9one7 555 01two3', '[phone] or [phone]'],
  ['(907) five five five, zero one seven seven', '([phone]'],
  ['nine hundred and twelve, thirty-four, five six seven', '[phone]'],
  ['four one two, then three three, then oh eight nine', '[phone]'],
  ['mobil: 400 null null en to tre', 'mobil: [phone]'],
  ['fire null null, dobbel null, én fire fem', '[phone]'],
  ['førti null null null en to når du meg på', '[phone] når du meg på'],
  ['номер 067 сто одинадцять двадцять два тридцять три', 'номер [phone]'],
  ['0 7 7 0 0 - 9 0 0 - 3 2 1 only', '[phone] only'],
  ['call 400·00·045', 'call [phone]'],
  ['insta slash driftwood, t me slash driftwood', '[link], [link]'],
  ['example . org / me and brine . example . com', '[link] and [link]'],
  ['example dot org slash my dash garden', '[link]'],
  ['find me at linkedin dot com slash in slash brine', 'find [e-mail] [link]'],
  ['youtube slash at brine', '[link]'],
  ['https : // example.org / about', '[link]'],
  ['www example com', '[link]'],
  ['w w w . example . org', '[link]'],
  ['h t t p example.net/work', '[link]'],
  ['example,org/kite', '[link]'],
  ['telegram/driftwood', '[link]'],
  ['example punktum no skråstrek kurs', '[link]'],
  ['приклад крапка юа слеш мова', '[link]'],
  ['On Insta I\'m driftwoodtea', 'On Insta I\'m [handle]'],
  ['search for mossypebble on TikTok', 'search for [handle] on TikTok'],
  ['follow "slowriverbakes" on instagram', 'follow "[handle]" on instagram'],
  ['jeg heter fjellrypa på snap', 'jeg heter [handle] på snap'],
  ['Telegram – quietkite', 'Telegram – [handle]'],
  ['мій нік у телеграмі kvitka', 'мій нік у телеграмі [handle]'],
  ['dm @ mossypebble', 'dm [handle]'],
  ['skype live:slowriver', 'skype [handle]'],
  ['I am on linkedin under larkspur-oslo', 'I am on linkedin under [handle]'],
  ['e-mail: kite at-sign example point com', 'e-mail: [e-mail]'],
  ['mail kite@example . com', 'mail [e-mail]'],
  ['born four March nineteen eighty-eight', 'born [date of birth]'],
  ['my birthday is the twenty-first of June', 'my birthday is [date of birth]'],
  ['født den fjerde i tredje nittenåttiåtte', 'født den [date of birth]'],
  ['example(dot)org(slash)art and insta / cloud.berry', '[link] and [link]'],
  ['I\'m cloudberryjam on Discord and jamcloud on Steam', 'I\'m [handle] on Discord and [handle] on Steam'],
  ['birthdate November the 7th 1991', 'birthdate [date of birth]'],
  ['народилась сьомого листопада дев’яносто першого', 'народилась [date of birth]'],
  ['mobile O77OO 9OO 123', 'mobile [phone]'],
  ['my gmail is larchtree at gmail', 'my gmail is [e-mail]'],
  ['lives at forty-two Elm Street', 'lives at [address]'],
  ['12 Rowan Court, Block B', '[address]'],
  ['in Room 14, Harbour Hostel, 9 Quay Street', 'in [address]'],
  ['House number 7, Ferry Lane', '[address]'],
  ['my street: Lilac Way 19', 'my street: [address]'],
  ['Insta is larchytree, username larchytree', 'Insta is [handle], username [handle]'],
  ['message larchytree via Signal', 'message [handle] via Signal'],
  ['my handle on threads is larchytree', 'my handle on threads is [handle]'],
  ['quenby@@example.com, quenby@example..org, quenby@example com', '[e-mail], [e-mail], [e-mail]'],
  ['our home is flat 2, 90 Pebble Road', 'our home is [address]'],
];

const kept = [
  'I counted nine, ten, eleven, twelve people.', 'one two three four, one two three four', 'Five plus five, ten plus ten, twenty plus twenty.', 'nine to five, five to nine, nine to five', 'Ten, twenty, thirty, forty, fifty people came.',
  'Fra 2022 til 2024 var vi to til tre i gruppa, en til en.', 'from 1990 to 2024', 'Two thousand twenty four was good, nineteen eighty four too.', 'сто двадцять крон, двісті тридцять крон, п’ять шість осіб', 'page one hundred twelve and one hundred fourteen', 'Scores: 4 5 4 5 3 4 5 5',
  'We met two boys in Elm Street and three Norwegians on the Way.', 'I am at gmail all day.', 'Insta is boring, username taken.', 'Write to people via Messenger.',
  'he / she, yes / no, 24 / 7', 'I use Facebook / Instagram / Telegram every day.', 'facebook/instagram', 'Facebook/Messenger, insta / snap', 'I am a baker slash driver.', 'I went home . No one was there .', 'Yes,no,maybe.', 'www is hard to say.', 'The dot in the middle is red.', 'Han satte punktum for kurset.', 'крапка в кінці і слеш посередині',
  'I look for jobs on LinkedIn, I follow friends on Instagram.', 'On Telegram I\'m happy, on Facebook I am bored.', 'LinkedIn under pressure, Telegram – good.', 'På Snap er jeg ofte.', 'У Телеграмі я часто.', 'add milk @ home', 'The Fourth of July was loud.', 'I was born in Norway. The fourth of May was cold.',
];

test.each(removed.map(([text, redacted]) => ({ text, redacted })))('$text', ({ text, redacted }) => {
  expect(redact(text).redacted).toBe(redacted);
});

test.each(kept.map((text) => ({ text })))('$text stays as it is', ({ text }) => {
  expect(redact(text)).toEqual({ redacted: text, found: [] });
});
