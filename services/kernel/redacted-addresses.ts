// Where somebody lives: a street with its number, a postal code with its town, as people write them in Norway, in Ukraine (in either
// script), in Britain and in America. A street, a town or a country alone is nobody's address. Pure.
import { findAddressLines } from './redacted-address-lines.ts';
import type { Span } from './redacted-names.ts';
import { matchesOf } from './redacted-words.ts';

const capital = String.raw`(?:\p{Lu}[\p{L}'’ʼ-]{1,30}|\p{Lu}\p{L}{0,3}\.)`;
const number = String.raw`(?:(?:nr|no|№)\.? ?|nummer )?\d{1,4}(?:-?[a-zA-ZæøåА-Яа-яІі](?!\p{L})| [A-ZА-ЯІ](?!\p{L}))?(?:\s?[/–-]\s?\d{1,4}[a-zA-Zа-яА-Я]?(?!\p{L}))?(?!\d)`;

const norwegianEndings = String.raw`veien|vegen|vein|veie|vei|veg|vn|v\.|gata|gaten|gate|gt\.?|gt|alléen|allé|alleen|plassen|plass|torget|torvet|torg|bakken|stien|svingen|kroken|tunet|haugen|åsen|lia|terrasse|brygge|kai|løkka|jordet|ringen|faret|stubben|grenda|berget|hagen|toppen|stredet|smauet|kleiva|brinken|vika|odden|neset|engen|dalen|sletta|marka|moen|kaien|kaia|bryggen|brygga|parken|skogen|lunden|fjellet|strand|stranda|stranden|bukta|holmen|tangen|myra|teigen|bråten|bekken|elva|høgda|høyden|kollen|vollen|runden|veita|almenning|almenningen|smuget|gården|garden|gård|tråkket|landet|sida|siden|kleva|ringveien|ryggen`;
const norwegianWords = String.raw`gate|gata|vei|veg|veien|plass|allé|torg|terrasse|brygge|gt\.?`;
const norwegianStreet = String.raw`(?:(?:${capital} ){0,3}?(?:\p{Lu}[\p{L}-]{1,30}(?:${norwegianEndings})|(?:${capital} ){1,3}(?:${norwegianWords})))`;
const britishWord = String.raw`(?:Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Drive|Dr|Court|Ct|Close|Way|Terrace|Place|Pl|Boulevard|Blvd|Square|Sq|Crescent|Cres|Gardens|Gdns|Grove|Hill|Row|Mews|Highway|Hwy|Parkway|Pkwy|Circle|Cir|Trail|Walk|Green|Park|Rise|View|Loop|Alley|Broadway|Quay|Wharf|Gate|Yard|Cottages|Villas|Chase|Croft|Meadow|Meadows|Fields|Vale|Point|Pike|Plaza|Run|Path|Pass|Turnpike|Bend|Ridge|Heights|Manor|Parade|Mall|Arcade|Esplanade|Promenade)`;
const englishStreet = String.raw`(?:(?:[Hh]ouse )?(?:[Nn]o\.?|[Nn]umber|[Hh]ouse|[Nn]r\.?) ?)?\d{1,5}(?:-?[A-Za-z](?!\p{L}))?(?: ?[–/-] ?\d{1,5}[A-Za-z]?)?,? (?:(?:North|South|East|West|N|S|E|W|NE|NW|SE|SW)\.? )?(?:(?:${capital}|\d{1,3}(?:st|nd|rd|th)) ){1,4}${britishWord}\b\.?(?: (?:NW|NE|SW|SE|North|South|East|West|N|S|E|W)(?!\p{L}))?`;
const englishUnit = String.raw`(?:(?:[Ff]lat|[Aa]partment|[Aa]pt\.?|[Uu]nit|Suite|Ste\.?|Room|Rm\.?|#)\s?#?[\dA-Z]{1,5}|\d{1,2}/\d{1,2}(?=, \d))`;
const britishCode = String.raw`[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\p{L})`;
const americanCode = String.raw`(?:[A-Z]{2}|${capital}),? \d{5}(?:-\d{4})?(?!\d)`;
const ukrainianWord = String.raw`(?:вулиц(?:я|і|ю|ею)|вул\.?|улиц(?:а|е|у)|ул\.|проспект(?:і|у|ом)?|просп\.?|пр\.?|пр-т|пр-кт|бульвар(?:і|у|ом)?|бульв?\.?|бул\.?|б-р|провул(?:ок|ка|ку|ком)|пров\.?|переул(?:ок|ке)|пер\.|площ(?:а|і|у)|пл\.?|шосе|майдан(?:і|у)?|тупик|алея|алеї|проїзд(?:і|у)?|набережн(?:а|ій|у)|наб\.?|узвіз|узвозі|мікрорайон(?:і)?|мкр\.?|м-н|vulytsi(?:a|i|u)|vulytsya|vulitsa|ulitsa|ul\.|vul\.?|prospekt|prosp\.?|bulvar|bulv\.?|bul\.|provulok|prov\.?|pl\.|ploshcha|str\.)`;
const ukrainianUnit = String.raw`(?:корп(?:ус)?|буд(?:инок|инку)?|дом|секція|під(?:ʼ|'|’)?їзд|поверх|кв(?:артира|артирі|артиру)?|кім(?:ната|наті|н)?|оф(?:іс)?|блок|літера|літ|kv|kim|korp|bud|apt|flat|apartment|office|of)(?!\p{L})\.?`;
const ukrainianHouse = String.raw`(?:,? ?(?:буд(?:инок|инку)?\.?|б\.|дім|дом|д\.|bud\.?|№|no\.?) ?|,? )${number}(?:,? (?:${ukrainianUnit} ?№? ?\d{1,4}(?:-?[а-яa-z](?!\p{L}))?|\d{1,2}(?:-[йа]|-ий)? ?поверх)){0,4}`;

const extras = String.raw`(?:,? (?:\d{1,2}(?:st|nd|rd|th)? floor|\d{1,2}\.? ?(?:etg|etasje)\.?|\d{1,2}-[йа]? ?поверх|(?:inngang|oppgang|oppg\.?) [A-ZÆØÅa-h](?!\p{L})|Apt\.? ?\w{1,4}|leil(?:ighet)?\.? ?\w{1,5}|(?:[Bb]lock|[Bb]uilding|[Rr]oom|[Ee]ntrance) \w{1,3}|H\d{4}|(?:apt|flat)\.? ?\w{1,4}|корп(?:ус)?\.? ?\d{1,3}|кв(?:артира|артирі)?\.? ?\d{1,4}|під.їзд \d{1,2})){0,3}`;

const town = String.raw`(?:${capital}(?: (?:i |på |upon |am )?${capital}){0,2})`;
const ukrainianTown = String.raw`(?:${capital} обл(?:асть|\.)?,? )?(?:${capital} р(?:айон|-н|\.),? )?(?:(?:м\.|місто|м|с\.|село|смт\.?|m\.) ?)?${capital}(?: ${capital})?`;
/** Each with what every text has in which it finds something: they are dear to make ready and to run, and nearly no text has any of it. */
const patterns: readonly (readonly [gate: RegExp, pattern: RegExp])[] = [
  [new RegExp(String.raw`(?:${norwegianEndings}|${norwegianWords}) (?:n|№|\d)`), new RegExp(String.raw`(?<![\p{L}\p{N}])${norwegianStreet} ${number}${extras}(?:,? (?:NO-|N-)?(?:\d{4} )?${town})?`, 'gu')],
  [new RegExp('(?:veien|vegen|gata|gaten|gate|vei|veg|allé|bakken|stien|vn) (?:n|\\d)', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])\p{Ll}{3,20}(?:veien|vegen|gata|gaten|gate|vei|veg|allé|bakken|stien|allé|vn) (?:nr\.? |nummer )?\d{1,4}(?: ?[a-h](?!\p{L}))?(?:${extras}(?:,? \d{4} \p{L}{2,20})?)?`, 'gu')],
  // Gate and number of a farm.
  [new RegExp('[Gg]nr', 'u'), new RegExp(String.raw`(?<!\p{L})[Gg](?:år)?ds?nr\.? ?\d{1,4}|(?<!\p{L})[Gg]nr\.?:? ?\d{1,4}[,/ ]{0,2}(?:[Bb]nr\.?:? ?)?\d{1,4}(?:,? (?:NO-|N-)?\d{4} ${town})?`, 'gu')],
  [new RegExp('(?:alle|plass) \\d', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])\p{L}{4,20} (?:alle|plass) \d{1,4}(?: ?[a-h](?!\p{L}))?${extras},? (?:NO-|N-)?\d{4} \p{L}{2,20}`, 'gu')],
  [new RegExp('ostboks|[Pp]\\.? ?[Bb]|[Pp]\\.? ?[Oo]|[ап]/с', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:Postboks|postboks|[Pp]\.? ?[Bb]\.?|P\.? ?O\.? ?Box|PO box|p\.?o\.? box|а/с|п/с) \d{1,5}(?: ${capital})?(?:, ?(?:NO-|N-)?\d{4,5} ${capital}|,? (?:м\. ?)?${capital},? \d{5})?`, 'gu')],
  // Typed in small letters, as on a telephone.
  [/\d[a-z]? (?:[nsew]{1,2}\.? )?[A-Za-z]{3,14} (?:[A-Za-z]{3,14} )?(?:street|st|ave|road|rd|lane|ln|drive|close|court|crescent|terrace|gardens|blvd|place|grove)/, new RegExp(String.raw`(?<![\p{L}\p{N}])(?:(?:flat|apt|unit) ?\d{1,4}[a-z]?,? )?\d{1,4}[a-z]? (?:[nsew]{1,2}\.? )?(?!(?:minute|hour|day|people|week|month|year|time|of|the|more|a|and|or|km|step)s? )\p{L}{3,14} (?:\p{L}{3,14} )?(?:street|st|avenue|ave|road|rd|lane|ln|drive|close|court|crescent|terrace|gardens|blvd|place|grove)(?!\p{L})\.?(?:,? (?:apt|flat|unit|no)\.? ?\d{1,4}[a-z]?)?(?:,? \p{Ll}{3,14})?(?:,? \p{Ll}{2},? \d{5}(?!\d))?(?:,? [a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}(?!\p{L}))?`, 'gu')],
  [new RegExp('(?:gate|gata|gt|vei|veg) \\d', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:nordre|søndre|øvre|nedre|store|lille|vestre|østre|\p{Ll}{4,14}s) (?:gate|gata|gt|vei|veg) \d{1,4}[a-z]?(?!\p{L})`, 'gu')],
  [new RegExp('(?:Road|Rd|Highway|Hwy|Route|Rte|Rt) \\d', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])\d{1,5}[A-Z]?,? (?:(?:North|South|East|West|N|S|E|W)\.? )?(?:${capital} ){0,2}(?:Road|Rd|Highway|Hwy|Route|Rte|Rt)\.? \d{1,4}(?: (?:North|South|East|West|N|S|E|W)(?!\p{L}))?(?:,? ${town})?(?:,? ${americanCode})?`, 'gu')],
  [new RegExp('(?:St|Str|Street|Ave|Avenue|Blvd|Boulevard|Lane|Sq|Way|Grove|Close|Drive|Terrace|Gardens|Crescent)\\.?,? \\d', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${capital} ){1,3}(?:St|Str|Street|Ave|Avenue|Blvd|Boulevard|Lane|Sq|Way|Grove|Close|Drive|Terrace|Gardens|Crescent)\.?,? (?!(?:1[89]|20)\d\d(?!\d))\d{1,4}[A-Za-z]?(?!\p{N}| (?:\p{Ll}{3,}))(?:, (?:apt|flat|apartment|kv|office)\.? ?\d{1,4})?(?:, ${town})?(?:,? \d{5}(?!\d))?`, 'gu')],
  // Norwegian streets as they are written in Cyrillic.
  [new RegExp('(?:ве[ійє]?[єе]н|вей|вєй|гат[аеу]н?|гате|алле|плас+|бак+ен) \\d', 'iu'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${capital} ){0,2}(?:\p{Lu}\p{L}{1,24}(?:ве[ійє]?[єе]н|вей|вєй|гат[аеу]н?|бак+ен)|${capital} (?:гате|вей|алле|плас+)) \d{1,4}(?: ?[A-ZА-Я](?!\p{L}))?(?:,? кв\.? ?\d{1,4})?(?:, (?:\d{4} )?${capital})?`, 'gu')],
  [/[Ss]tr(?:eet|\.) [A-Z]/, new RegExp(String.raw`(?<![\p{L}\p{N}])[Ss]tr(?:eet|\.) ${capital}(?: ${capital})? \d{1,4}(?:, (?:flat|apt|apartment)\.? ?\d{1,4})?(?:, ${capital}(?: \d{4,5})?)?`, 'gu')],
  [new RegExp('(?:straße|strasse|str\\.|gasse|platz|weg|gatan|vägen|vej|ulica) \\d', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])\p{Lu}\p{L}{2,24}(?:straße|strasse|str\.|gasse|platz|weg|gatan|vägen|vej|ulica) \d{1,4}(?:[a-z](?!\p{L}))?(?:, (?:\d{4,5}|\d{3} \d{2}) ${capital})?`, 'gu')],
  // A number, words and a code with its town, as elsewhere in Europe.
  [/\d[^\d\n]{4,50}, \d{4,5} /, new RegExp(String.raw`(?<![\p{L}\p{N}.,:/-])\d{1,4}[a-z]?,? \p{Lu}\p{Ll}{1,14}(?: \p{L}[\p{L}'’-]{0,18}){1,4}, \d{4,5} \p{Lu}[\p{L}-]{2,24}`, 'gu')],
  // A place with a number is an address if a code and a town, or a door, follow.
  [new RegExp(String.raw`\d{4} \p{L}|inngang|oppgang|leilighet|\. etg|\. etasje`, 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])${capital}(?: ${capital})? \d{1,3}(?: ?[A-Za-z](?!\p{L}))?(?:${extras},? \d{4} \p{L}{2,20}|,? (?:inngang|oppgang|leilighet|\d{1,2}\. (?:etg|etasje))\.? ?\w{0,3})`, 'gu')],
  [/(?<![а-яіїєґ])(?:с\.|сел[оіа]|смт|хут)|village/i, new RegExp(String.raw`(?<![\p{L}\p{N}])(?:с\.|сел[оіа]|смт\.?|хут\.|хутір|village(?: of)?) ?${capital}(?: ${capital})?,? (?:буд\.?|будинок|хата|дім|house) ?\d{1,4}`, 'giu')],
  // A village or a district with its code.
  [/(?<![а-яіїєґ])(?:[см]|смт|сел[оіа])\.? ?[А-ЯІЇЄҐ][^\n\d]{2,40}\d{5}/, new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${capital} обл(?:асть|\.)?,? ){0,1}(?:${capital} р(?:айон|-н|\.),? )?(?:с|смт|сел[оіа]|м)\.? ?${capital}(?: ${capital})?,? \d{5}(?!\d)`, 'gu')],
  // Of whom a street is called, in the genitive, with its number and no more of the sentence.
  [new RegExp(String.raw`(?:ого|ка|ва|на|их|ів|ці),? \d`, 'u'), new RegExp(String.raw`(?<=(?<!\p{L})(?:на|по|із|з) )(?:[А-ЯІЇЄҐ][\p{L}'’ʼ-]{2,20} )?[А-ЯІЇЄҐ][\p{L}'’ʼ-]{2,24}(?:ого|ка|ва|на|их|ів|ці),? \d{1,3}(?:-?[а-я](?!\p{L})|/\d{1,3})?(?=$|[,.;:!?)]|\s?[—–]| (?:о|об|і|й|та|в|у|біля|коли|після|далі|потім|кв|там|є|де)(?!\p{L}))(?!\.\d)`, 'gu')],
  [new RegExp('ouse \\d', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])[Hh]ouse \d{1,4},? village(?: of)? ${capital}(?:, ${capital} (?:region|oblast|district))?(?:, \d{5})?`, 'gu')],
  [/(?:буд|дім|номер)[^\d\n]{0,10}\d/i, new RegExp(String.raw`(?<![\p{L}\p{N}])(?:буд(?:инок|инку)?\.?(?: номер)?|дім|номер) ?\d{1,4}[а-я]? (?:на|по) ${ukrainianWord}(?: |(?<=\.))${capital}${extras}`, 'giu')],
  // A word, a number and the number of a flat.
  [/кв(?:артира)?\.? ?\d/, new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${ukrainianWord} )?(?:\p{Lu}\p{L}{2,20} )?\p{L}{3,24},? (?:буд(?:инок)?\.? ?)?\d{1,4}(?:-?[а-я](?!\p{L})|/\d{1,3})?,? кв(?:артира)?\.? ?\d{1,4}(?!\d)`, 'gu')],
  [new RegExp(String.raw`(?:ій|ої),? \d`, 'u'), new RegExp(String.raw`(?<=(?<!\p{L})(?:на|по|із|з|до) )[А-ЯІЇЄҐ][\p{L}'’ʼ-]{3,24}(?:ській|цькій|зькій|овій|ській|ній|ої),? \d{1,3}(?!\p{N}| ?(?:рок|хвил|годин|люд|осіб|грн|разів|травня|березня|квітня|червня|липня|серпня|вересня|жовтня|листопада|грудня|січня|лютого))`, 'gu')],
  [/\d[A-Za-z]?,? (?:[A-Z]|\d)/, new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${englishUnit},? (?:(?:${capital} ){0,2}${capital}, )?)?${englishStreet}(?:,? ${englishUnit})?${extras}(?:, ${town})?(?:,? (?:${britishCode}|${americanCode}|[A-Z]\d[A-Z] ?\d[A-Z]\d(?!\p{L})|(?:[A-Z]{2,3} )?\d{4}(?!\d)|\d{5}(?:-\d{4})?(?!\d)))?`, 'gu')],
  [/(?<![а-яіїєґa-z])(?:вул|ул|прос|пр[ .-]|бул|б-р|пров|пере|пер\.|площ|пл|шос|майд|туп|але[яї]|проїз|наб|узв|мікр|мкр|м-н|vul|uli|ul\.|pros|bul|prov|pl\.|plos|str\.)/i, new RegExp(String.raw`(?<![\p{L}\p{N}])(?:\d{5},? )?(?:${ukrainianTown}, )?${ukrainianWord}(?: |(?<=\.))(?:(?:${capital}|\d{1,3}(?:-(?:го|ї|а|річчя))?|ім\.?|імені) ?){1,4}${ukrainianHouse}${extras}(?:, ${ukrainianTown})?(?:,? \d{5}(?!\d))?`, 'giu')],
  [new RegExp('вулиця|вул\\.|проспект|бульвар|площа|провулок|шосе|узвіз|набережна|проїзд|майдан|тупик|алея', 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:(?:${capital} ){1,3})(?:вулиця|вул\.|проспект|бульвар|площа|провулок|шосе|узвіз|набережна|проїзд|майдан|тупик|алея)${ukrainianHouse}`, 'gu')],
  // A code with its town. A year before a capital word is told from it by its range, or by what stands before it.
  [new RegExp(String.raw`\d{4} \p{Lu}`, 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}.,:/-])(?:NO-|N-)?(?!(?:1[89]|20)\d\d)\d{4} (?!(?:Mbps|Kroner)\b)${capital}(?: [IVS](?!\p{L}))?`, 'gu')],
  [/post|zip|місто|індекс|адрес/i, new RegExp(String.raw`(?:postnummer|postnr\.?(?:\/sted)?|postnr\. og sted|poststed|місто|postal code|zip(?: code)?|postcode|індекс|поштовий індекс|адрес\p{L}{0,2})[: ]{1,3}(?:er |is |– )?(?:[A-Z]{2}-?)?(?:\d{4,5}(?:-\d{4})?|${britishCode})(?:,? ${town})?`, 'giu')],
  [new RegExp(String.raw`\d[A-Z]{2}`, 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${town},? )?${britishCode}(?:,? ${capital})?`, 'gu')],
  [new RegExp(String.raw`[^\s\d],? \d{5}`, 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])(?:(?:м\. ?|місто )?[А-ЯІЇЄҐ][\p{L}'’ʼ-]{2,30}),? \d{5}(?!\d)`, 'gu')],
  [new RegExp(String.raw`, [A-Z]{2} \d{5}`, 'u'), new RegExp(String.raw`(?<![\p{L}\p{N}])${town}, [A-Z]{2} \d{5}(?:-\d{4})?(?!\d)`, 'gu')],
  [new RegExp(String.raw`\d{5}`, 'u'), new RegExp(String.raw`(?<![\p{N}.,:/-])\d{5},? (?:м\. ?|місто )?\p{Lu}[\p{L}'’ʼ-]{2,30}|(?:м\. ?|місто )\p{Lu}[\p{L}'’ʼ-]{2,30},? \d{5}(?!\d)`, 'gu')],
];

/** A capital word with a number is where somebody lives, if somebody just said so and nothing is counted. */
const placed = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:(?:ву\p{L}{1,4}|ул\p{L}{0,4}|str\p{L}{0,3})\.? )?${capital}(?: ${capital}){0,2},? (?:буд\.? ?|№ ?)?(?!(?:1[89]|20)\d\d(?!\d))${number}(?:,? (?:кв\.?|leil\.?|apt\.?|flat) ?\d{1,4})?(?:, (?:\d{4,5} )?${capital})?`, 'gu');
/** The same in small letters, where the word is one that streets end with. */
const placedSmall = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:(?:nordre|søndre|øvre|nedre|store|lille|vestre|østre|gamle|nye) )?\p{Ll}{2,20}(?:${norwegianEndings}) \d{1,4}(?: ?[a-h](?!\p{L}))?${extras}(?:,? \d{4} \p{L}{2,20})?`, 'gu');
const living = String.raw`(?:bor|bodde|bur|budde|leier|leide|leige[rd]?|holder til|held til|heime|kontoret|rent(?:ing|ed)?|registered|resid\p{L}{2,4}|flytt\p{L}{1,4}|adresse\p{L}{0,3}|lives?|living|lived|moved|stay|staying|address|живу|живе|живемо|мешкаю|мешкає|мешкаємо|проживаю|проживає|проживання|адрес\p{L}{0,3}|add?ress\p{L}{0,2}|adress\p{L}{0,2}|винайма\p{L}{1,3}|зустрі\p{L}{2,8}|переїх\p{L}{2,4}|прописан\p{L}|зареєстрован\p{L}|gate(?=:)|adr\.?|bosted|street(?=:)|home(?=:)|hjem(?=:)|вулиця(?=:))`;
const saysToLive = new RegExp(String.raw`(?<!\p{L})${living}(?!\p{L})[^!?\d\n]{0,24}$`, 'iu');
const wordThenFigure = /(?:\p{Lu}|\p{Ll}{5})\S{0,30},? (?:\S{1,7} ?)?\d/u;
const saysLiving = /bor|bod|b[uo]r|bud|lei|holder|held|heim|kontor|rent|regist|resid|flytt|add?r|liv|move|stay|gate:|street:|home:|hjem|жив|мешк|адр|вулиця:|винайм|зустр|переїх|пропис|зареєстр/i;
const counted = /^[ .-]{0,2}(?:years?|months?|weeks?|days?|hours?|minutes?|times?|kids|children|people|år|måneder|uker|veker|dager|dagar|timer|timar|minutter|barn|personer|ganger|р[оі]к|місяц|тижн|дн|годин|хвилин|дітей|осіб|раз|км|km)/iu;

/** "На вулиці було 30": a verb after the word for a street, or figures that count something, are no address. */
const nothingLivedIn = /^(?:на )?\p{L}[\p{L}.-]* (?:\p{L}+ )?(?:було|була|були|буде|є|стало|стоїть|стоять|стояло|жило|метрів|близько|понад|лише|ще|вже|тільки|як|для|на|в|у|з)(?!\p{L})|,? площа /iu;
const countedAfter = /^ ?(?:метр|градус|люд|осіб|особ|кімнат|будинк|магазин|клас|учн|студент|зупин|поверх(?:и|ів)|сторін|год|хв|грн|%|°|м(?![\p{L}.])|км|років|рок)/iu;
/** The town or the part of it that stands before its street. */
const townBefore = /(?:^|[\s(:«"])((?:м|місто|с|смт)\.? ?\p{Lu}[\p{L}'’ʼ-]{2,24},? |(?:(?:м|місто|с|смт)\.? )?\p{Lu}[\p{L}'’ʼ-]{3,24}(?: \p{Lu}[\p{L}'’ʼ-]{3,24})?, )$/u;
const country = /^,? (?:Norge|Noreg|Norway|Ukraina|Ukraine|UK|U\.K\.|USA|U\.S\.A\.|US|England|Scotland|Wales|United Kingdom|United States|Україна|Украина|Норвегія|Англія|США)(?!\p{L})/u;

const anyDigit = /\d/;

export function findAddresses(given: string): Span[] {
  if (!anyDigit.test(given)) return [];
  // An address goes on over the ends of lines, not over an empty one.
  const text = given.includes('\n') ? given.replace(/\n(?<=[^\n]\n)(?=[^\n])/g, ' ') : given;
  const said = !wordThenFigure.test(text) || !saysLiving.test(text) ? [] : [...matchesOf(text, placed), ...matchesOf(text, placedSmall)].filter(({ 0: match, index }) => saysToLive.test(text.slice(Math.max(0, index - 50), index)) && !counted.test(text.slice(index + match.length)));
  const spans = [...patterns.flatMap(([gate, pattern]) => (gate.test(text) ? matchesOf(text, pattern).filter(({ 0: match, index }) => !/^[а-яіїєґ]/iu.test(match) || !(nothingLivedIn.test(match) || countedAfter.test(text.slice(index + match.length, index + match.length + 12)))) : [])), ...said].map(({ 0: match, index }): Span => ({ start: index, end: index + match.replace(/[,. ]+$/, '').length })).map((span) => withoutLabel(span, given));
  return joined([...spans, ...findAddressLines(given)].sort((a, b) => a.start - b.start || b.end - a.end), text);
}

/** The first word of the next line, when a colon shows that it is the label of something else. */
function withoutLabel({ start, end }: Span, given: string): Span {
  const line = given[end] === ':' ? given.lastIndexOf('\n', end) : -1;
  return { start, end: line > start ? line : end };
}

/** Parts of one address that follow each other are one. */
function joined(spans: readonly Span[], text: string): Span[] {
  const found: Span[] = [];
  for (const span of spans) {
    const last = found.at(-1);
    if (last && (span.start <= last.end || /^[, \n]{1,3}$/.test(text.slice(last.end, span.start)))) last.end = Math.max(last.end, span.end);
    else found.push({ ...span });
  }
  for (const span of found) span.start -= townBefore.exec(text.slice(Math.max(0, span.start - 60), span.start))?.[1]?.length ?? 0;
  for (const span of found) span.end += country.exec(text.slice(span.end, span.end + 20))?.[0].length ?? 0;
  return found;
}
