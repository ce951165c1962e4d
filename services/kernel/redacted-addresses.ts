// Where somebody lives: a street with its number, a postal code with its town, as people write them in Norway, in Ukraine (in either
// script), in Britain and in America. A street, a town or a country alone is nobody's address. Pure.
import type { Span } from './redacted-names.ts';

const capital = String.raw`(?:\p{Lu}[\p{L}'’ʼ-]{1,30}|\p{Lu}\p{L}{0,3}\.)`;
const number = String.raw`\d{1,4}(?:-?[a-zA-ZæøåА-Яа-яІі](?!\p{L})| [A-ZА-ЯІ](?!\p{L}))?(?:\s?[/-]\s?\d{1,4}[a-zA-Z]?)?(?!\d)`;

const norwegianEndings = String.raw`veien|vegen|vei|veg|gata|gaten|gate|gt\.?|gt|alléen|allé|alleen|plassen|plass|torget|torg|bakken|stien|svingen|kroken|tunet|haugen|åsen|lia|terrasse|brygge|kai|løkka|jordet|ringen|faret|stubben|grenda|berget|hagen|toppen|stredet|smauet|kleiva|brinken|vika|odden|neset|engen|dalen|sletta|marka|moen|kaien|kaia|bryggen|brygga|parken|skogen|lunden|fjellet|strand|stranda|stranden|bukta|holmen|tangen|myra|teigen|bråten|bekken|elva|høgda|høyden|kollen|vollen|runden|veita|almenning|almenningen|smuget|gården|garden|gård|tråkket|landet|sida|siden|kleva|ringveien|ryggen`;
const norwegianWords = String.raw`gate|gata|vei|veg|veien|plass|allé|torg|terrasse|brygge|gt\.?`;
const norwegianStreet = String.raw`(?:(?:${capital} ){0,3}?(?:\p{Lu}[\p{L}-]{1,30}(?:${norwegianEndings})|(?:${capital} ){1,3}(?:${norwegianWords})))`;
const britishWord = String.raw`(?:Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Drive|Dr|Court|Ct|Close|Way|Terrace|Place|Pl|Boulevard|Blvd|Square|Sq|Crescent|Cres|Gardens|Gdns|Grove|Hill|Row|Mews|Highway|Hwy|Parkway|Pkwy|Circle|Cir|Trail|Walk|Green|Park|Rise|View|Loop|Alley|Broadway|Quay|Wharf|Gate|Yard|Cottages|Villas|Chase|Croft|Meadow|Meadows|Fields|Vale|Point|Pike|Plaza|Run|Path|Pass|Turnpike|Bend|Ridge|Heights|Manor|Parade|Mall|Arcade|Esplanade|Promenade)`;
const englishStreet = String.raw`(?:(?:No\.?|Number|House|Nr\.?) ?)?\d{1,5}(?:-?[A-Za-z])?,? (?:(?:North|South|East|West|N|S|E|W|NE|NW|SE|SW)\.? )?(?:(?:${capital}|\d{1,3}(?:st|nd|rd|th)) ){1,4}${britishWord}\b\.?(?: (?:NW|NE|SW|SE|North|South|East|West|N|S|E|W)(?!\p{L}))?`;
const englishUnit = String.raw`(?:(?:Flat|Apartment|Apt\.?|Unit|Suite|Ste\.?|Room|Rm\.?|#)\s?#?[\dA-Z]{1,5})`;
const britishCode = String.raw`[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\p{L})`;
const americanCode = String.raw`(?:[A-Z]{2}|${capital}),? \d{5}(?:-\d{4})?(?!\d)`;
const ukrainianWord = String.raw`(?:вулиц(?:я|і|ю|ею)|вул\.?|улиц(?:а|е|у)|ул\.|проспект(?:і|у|ом)?|просп\.?|пр\.|пр-т|пр-кт|бульвар(?:і|у|ом)?|бул\.?|б-р|провулок|провулку|пров\.?|площ(?:а|і|у)|пл\.?|шосе|набережн(?:а|ій|у)|наб\.?|узвіз|узвозі|мікрорайон(?:і)?|мкр\.?|м-н|vulytsi(?:a|i|u)|vulytsya|vulitsa|ulitsa|ul\.|vul\.?|prospekt|prosp\.?|bulvar|provulok|prov\.?)`;
const ukrainianHouse = String.raw`(?:,? ?(?:буд(?:инок|инку)?\.?|б\.|дім|д\.|bud\.?|№|no\.?) ?|,? )${number}(?:,? (?:корп(?:ус)?\.? ?\d{1,3},? )?(?:кв(?:артира|артирі)?\.?|кім(?:ната|наті|н)?\.?|kv\.?|офіс|під(?:ʼ|'|’)?їзд) ?\d{1,4})?`;

const extras = String.raw`(?:,? (?:\d{1,2}(?:st|nd|rd|th)? floor|\d{1,2}\. ?(?:etg|etasje)\.?|\d{1,2}-[йа]? ?поверх|(?:inngang|oppgang) [A-ZÆØÅ](?!\p{L})|leil(?:ighet)?\.? ?\w{1,5}|H\d{4}|(?:apt|flat)\.? ?\w{1,4}|корп(?:ус)?\.? ?\d{1,3}|кв(?:артира|артирі)?\.? ?\d{1,4}|під.їзд \d{1,2})){0,3}`;

const town = String.raw`(?:${capital}(?: (?:i |på |upon |am )?${capital}){0,2})`;
const ukrainianTown = String.raw`(?:${capital} обл(?:асть|\.)?,? )?(?:(?:м\.|місто|м|с\.|село|смт\.?|m\.) ?)?${capital}(?: ${capital})?`;
/** Each with what every text has in which it finds something: they are dear to make ready and to run, and nearly no text has any of it. */
const patterns: readonly [gate: RegExp, pattern: RegExp][] = [
  [new RegExp(`${norwegianEndings}|${norwegianWords}`, 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])${norwegianStreet} ${number}${extras}(?:,? (?:NO-|N-)?(?:\d{4} )?${town})?`, 'gu')],
  [new RegExp('(?:veien|vegen|gata|gaten|gate|vei|veg|allé|bakken|stien) \\d', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])\p{Ll}{3,20}(?:veien|vegen|gata|gaten|gate|vei|veg|allé|bakken|stien) \d{1,4}(?: ?[a-h](?!\p{L}))?(?:,? \d{4} \p{L}{2,20})?`, 'gu')],
  [new RegExp('ostboks|[Pp]b|P\\.? ?O|а/с', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:Postboks|postboks|[Pp]b\.?|P\.? ?O\.? ?Box|PO box|а/с) \d{1,5}(?: ${capital})?(?:, \d{4,5} ${capital})?`, 'gu')],
  // Typed in small letters, as on a telephone.
  [new RegExp('street|ave|road|rd|lane|drive|close|court|crescent|terrace|gardens', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:(?:flat|apt|unit) ?\d{1,4}[a-z]?,? )?\d{1,4}[a-z]? (?!(?:minute|hour|day|people|week|month|year|time|of|the|more|a|and|or|km|step)s? )\p{L}{3,14} (?:\p{L}{3,14} )?(?:street|avenue|ave|road|rd|lane|drive|close|court|crescent|terrace|gardens)(?!\p{L})\.?(?:,? \p{Ll}{3,14})?(?:,? [a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}(?!\p{L}))?`, 'gu')],
  [new RegExp('(?:gate|gata|gt|vei|veg) \\d', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:nordre|søndre|øvre|nedre|store|lille|vestre|østre|\p{Ll}{4,14}s) (?:gate|gata|gt|vei|veg) \d{1,4}[a-z]?(?!\p{L})`, 'gu')],
  [new RegExp('[Ss]treet', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])[Ss]treet ${capital} \d{1,4}(?:, (?:flat|apt) ?\d{1,4})?`, 'gu')],
  [new RegExp('(?:straße|strasse|str\\.|gasse|platz|weg|gatan|vägen|vej|ulica) \\d', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])\p{Lu}\p{L}{2,24}(?:straße|strasse|str\.|gasse|platz|weg|gatan|vägen|vej|ulica) \d{1,4}(?:[a-z](?!\p{L}))?(?:, \d{4,5} ${capital})?`, 'gu')],
  // A place with a number is an address if a code and a town, or a door, follow.
  [new RegExp(String.raw`\d{4} \p{L}|inngang|oppgang|leilighet|\. etg|\. etasje`, 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])${capital}(?: ${capital})? \d{1,3}(?: ?[A-Za-z](?!\p{L}))?(?:${extras},? \d{4} \p{L}{2,20}|,? (?:inngang|oppgang|leilighet|\d{1,2}\. (?:etg|etasje))\.? ?\w{0,3})`, 'gu')],
  [new RegExp('с\\.|сел|смт|хут|village', 'iu'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:с\.|сел[оіа]|смт\.?|хут\.|хутір|village(?: of)?) ?${capital}(?: ${capital})?,? (?:буд\.?|будинок|хата|дім|house) ?\d{1,4}`, 'giu')],
  [new RegExp('ouse \\d', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])[Hh]ouse \d{1,4},? village(?: of)? ${capital}(?:, ${capital} (?:region|oblast|district))?(?:, \d{5})?`, 'gu')],
  [new RegExp('буд', 'iu'), new RegExp(String.raw`(?<![\p{L}\p{N}])буд\.? ?\d{1,4} на ${ukrainianWord}(?: |(?<=\.))${capital}${extras}`, 'giu')],
  [new RegExp(String.raw`(?:ій|ої),? \d`, 'u'), new RegExp(String.raw`(?<=(?<!\p{L})(?:на|по|із|з|до) )[А-ЯІЇЄҐ][\p{L}'’ʼ-]{3,24}(?:ській|цькій|зькій|овій|ській|ній|ої),? \d{1,3}(?!\p{N}| ?(?:рок|хвил|годин|люд|осіб|грн|разів|травня|березня|квітня|червня|липня|серпня|вересня|жовтня|листопада|грудня|січня|лютого))`, 'gu')],
  [new RegExp(britishWord, 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${englishUnit},? )?${englishStreet}(?:,? ${englishUnit})?${extras}(?:, ${town})?(?:,? (?:${britishCode}|${americanCode}|\d{5}(?:-\d{4})?(?!\d)))?`, 'gu')],
  [new RegExp(ukrainianWord, 'iu'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:\d{5},? )?(?:${ukrainianTown}, )?${ukrainianWord}(?: |(?<=\.))(?:(?:${capital}|\d{1,3}(?:-(?:го|ї|а|річчя))?|ім\.?|імені) ?){1,4}${ukrainianHouse}${extras}(?:, ${ukrainianTown})?(?:,? \d{5}(?!\d))?`, 'giu')],
  [new RegExp('вулиця|вул\\.|проспект|бульвар|площа|провулок', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:(?:${capital} ){1,3})(?:вулиця|вул\.|проспект|бульвар|площа|провулок)${ukrainianHouse}`, 'gu')],
  // A code with its town. A year before a capital word is told from it by its range, or by what stands before it.
  [new RegExp(String.raw`\d{4} \p{Lu}`, 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}.,:/-])(?:NO-|N-)?(?!(?:1[89]|20)\d\d)\d{4} (?!(?:Mbps|Kroner)\b)${capital}(?: [IVS](?!\p{L}))?`, 'gu')],
  [new RegExp('post|zip|місто|індекс|адрес', 'iu'), new RegExp(String.raw`(?:postnummer|postnr\.?(?:\/sted)?|postnr\. og sted|poststed|місто|postal code|zip(?: code)?|postcode|індекс|поштовий індекс|адрес\p{L}{0,2})[: ]{1,3}(?:er |is |– )?(?:[A-Z]{2}-?)?(?:\d{4,5}(?:-\d{4})?|${britishCode})(?:,? ${town})?`, 'giu')],
  [new RegExp(String.raw`\d[A-Z]{2}`, 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${town},? )?${britishCode}(?:,? ${capital})?`, 'gu')],
  [new RegExp(String.raw`[^\s\d],? \d{5}`, 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:(?:м\. ?|місто )?[А-ЯІЇЄҐ][\p{L}'’ʼ-]{2,30}),? \d{5}(?!\d)`, 'gu')],
  [new RegExp(String.raw`, [A-Z]{2} \d{5}`, 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])${town}, [A-Z]{2} \d{5}(?:-\d{4})?(?!\d)`, 'gu')],
  [new RegExp(String.raw`\d{5}`, 'u'), new RegExp(String.raw`(?<![\p{N}.,:/-])\d{5},? (?:м\. ?|місто )?\p{Lu}[\p{L}'’ʼ-]{2,30}|(?:м\. ?|місто )\p{Lu}[\p{L}'’ʼ-]{2,30},? \d{5}(?!\d)`, 'gu')],
];

/** A capital word with a number is where somebody lives, if somebody just said so and nothing is counted. */
const placed = new RegExp(String.raw`(?<![\p{L}\p{N}])${capital}(?: ${capital}){0,2},? (?:буд\.? ?|№ ?)?(?!(?:1[89]|20)\d\d(?!\d))${number}(?:,? (?:кв\.?|leil\.?|apt\.?|flat) ?\d{1,4})?(?:, (?:\d{4,5} )?${capital})?`, 'gu');
const living = String.raw`(?:bor|bodde|bur|budde|flytt\p{L}{1,4}|adresse\p{L}{0,3}|lives?|living|lived|moved|stay|staying|address|живу|живе|живемо|мешкаю|мешкає|мешкаємо|проживаю|проживає|проживання|адрес\p{L}{1,3}|gate(?=:)|adr\.?|bosted|street(?=:)|home(?=:)|hjem(?=:)|вулиця(?=:))`;
const saysToLive = new RegExp(String.raw`(?<!\p{L})${living}(?!\p{L})[^!?\d\n]{0,24}$`, 'iu');
const saysLiving = new RegExp(living, 'iu');
const counted = /^[ .-]{0,2}(?:years?|months?|weeks?|days?|hours?|minutes?|times?|kids|children|people|år|måneder|uker|veker|dager|dagar|timer|timar|minutter|barn|personer|ganger|р[оі]к|місяц|тижн|дн|годин|хвилин|дітей|осіб|раз|км|km)/iu;

const anyDigit = /\d/;

export function findAddresses(text: string): Span[] {
  if (!anyDigit.test(text)) return [];
  const said = !saysLiving.test(text) ? [] : [...text.matchAll(placed)].filter(({ 0: match, index }) => saysToLive.test(text.slice(Math.max(0, index - 50), index)) && !counted.test(text.slice(index + match.length)));
  const spans = [...patterns.flatMap(([gate, pattern]) => (gate.test(text) ? [...text.matchAll(pattern)] : [])), ...said].map(({ 0: match, index }): Span => ({ start: index, end: index + match.replace(/[,. ]+$/, '').length }));
  return joined(spans.sort((a, b) => a.start - b.start || b.end - a.end), text);
}

/** Parts of one address that follow each other are one. */
function joined(spans: readonly Span[], text: string): Span[] {
  const found: Span[] = [];
  for (const span of spans) {
    const last = found.at(-1);
    if (last && (span.start <= last.end || /^[, \n]{1,3}$/.test(text.slice(last.end, span.start)))) last.end = Math.max(last.end, span.end);
    else found.push({ ...span });
  }
  return found;
}
