// Words that speak for a person beside them, beyond kin and titles: what people are to each other and by trade, greetings, what is said of people only. Pure.
import { kin } from './redacted-cues.ts';
import { split } from './redacted-lists.ts';
import { foldWord } from './redacted-words.ts';

const wordSet = (list: string): ReadonlySet<string> => new Set(split(list).map(foldWord));

/** Directly after these stands a name, even one that is a word or a place as well. */
export const honorifics = wordSet('mr mrs mister prof professor madam herr fru frøken пан пані панові паном пане пана пану панна панну');
/** Labels of a form after whose colon people stand. */
export const formLabels = wordSet('mentor mentors mentee participant participants interpreter surname firstname lastname name names names present absent absentees apologies contact coordinator teacher referee reference attendance pair group veileder deltaker deltakere tolk fornavn etternavn etternamn førenamn navn pårørende referent ansvarlig fraværende forfall oppmøte stede kontakt par gruppe gruppa lærer koordinator fadder frivillig ментор менторка наставник куратор кураторка учасник учасниця учасники присутні присутня відсутні відсутня відсутній група пара прізвище викладач викладачка перекладач координатор координаторка волонтер волонтерка');
/** What has names of its own: one word after these is no person's. */
export const groupLabels = wordSet('group gruppe gruppa par pair група пара');
export const signOffs = wordSet('best love cheers thanks regards hugs yours klem godt mvh hilsen helsing бувайте обіймаю цілую дякую ваша ваш твоя твій');
/** After "good" and "god": "God morgen, Roar". */
export const dayTimes = wordSet('morning afternoon evening morgen dag kveld ettermiddag ранку день дня вечір вечора');
export const goods = wordSet('good god доброго добрий');
/** Whoever is called on is asked or thanked at once. */
export const asking = wordSet('could can would will you please thank thanks do did are kan kunne vil du har takk ring er подзвоніть подзвони дякую ви ти чи можете можеш будь');
export const greetings = wordSet('hiya dearest morn heihei hi hello hey dear hei hallo halla heisann kjære привіт вітаю дорога дорогий шановна шановний люба любий мила милий');
/** "Hun Mona på kontoret", "ho Turid": a way to speak of people in Norwegian. */
export const pronouns = wordSet('hun han ho hu');
export const derre = wordSet('derre der');

const trades = wordSet(`librarian cook chef driver baker pastor priest imam vicar trainer instructor secretary receptionist director headmaster principal dentist therapist psychologist lawyer caretaker janitor cleaner adviser advisor counselor caseworker
  girl guy lady man woman boy kid auntie uncle granny stepmother stepfather godmother niece mate pal chap host hostess owner chairman chairwoman chairperson facilitator assistant apprentice intern electrician plumber carpenter hairdresser mechanic farmer
  kokk kokken baker bakeren snekker snekkeren frisør frisøren sjåfør sjåføren vaktmester vaktmesteren prest presten imamen rektor rektoren inspektør lærling lærlingen mester mesteren resepsjonist resepsjonisten sekretær sekretæren rådgiver rådgiveren jordmor jordmora tannlege tannlegen fastlege fastlegen lege assistent assistenten trener treneren
  instruktør instruktøren vert verten vertinnen dame dama damen gutt gutten jente jenta fyren typen mann kvinne kvinnen ungen nevø nevøen niese niesen svigermor svigerfar svigersønn svoger svigerinne farmor farfar mormor morfar fosterfar fostermor gudmor gudfar deltakar deltakaren saksbehandlar saksbehandlaren bibliotekar bibliotekaren miljøarbeider miljøarbeideren kursholder kursholderen frivillig`);
const tradeEnding = /.{3}(?:leder|lederen|leiar|leiaren|laerer|laereren|laerar|laeraren|sjef|sjefen|veileder|veilederen|rettleiar|radgiver|radgiveren|pleier|pleieren|sjafor|sjaforen|mester|mesteren|konsulent|konsulenten|spesialist|spesialisten|ansvarlig|terapeut|terapeuten|arbeider|arbeideren|assistent|assistenten|vert|verten|kontakt|kontakten|nabo|naboen|kollega|kollegaen|kamerat|kameraten|venn|vennen|venninne|venninna|venninnen|mentor|mentoren|dama|damen|mannen|kona|jenta|gutten)$/;
/** Ukrainian ones by their beginnings, since they bend. */
const tradeBeginning = /^(?:бухгалтер|психолог|директор|кухар|воді(?:й|я|ю|єм|йк)|тренер|священ|адвокат|юрист|перукар|продав(?:ець|ця|цем|чин)|касир|прибираль|охорон|хазя|господин|господар|асистент|секретар|менеджер|рекрутер|консультант|інспектор|медсест|медбрат|фельдшер|акушер|стоматолог|терапевт|педіатр|виховат|учител|вчител|викладач|наставни|ментор|куратор|координатор|волонтер|перекладач|керівни|начальни|лідер|кум(?:а|и|у|ою|ом|і)?$|хрещен|племінни|онук|зят(?:ь|я|ю|ем)$|невіст|свекр|тещ|тест(?:ь|я|ю|ем)$|сват|одногруп|однокласни|напарни|знайом(?:а|ої|у|ою|ій|ий|ого|ому|им)$|приятел|товариш|дівчин|хлоп(?:ець|ця|цем|чик)|сусід|колег|подру[гз]|друг(?:а|у|ом|ові)?$|бабус|дідус|баб(?:а|и|у|ою|і)$|бабц|дід(?:а|у|ом|ові)?$|тіт(?:к|ц|оньк)|тьот|дядьк|дядеч|співробітни|працівни|бригадир|програміст|студент|учасни|пастор|отець$|отця$|лікар|доглядальни|модератор|фасилітатор|бібліотекар)/;

/** A list that grew long is dropped whole, since it holds what people wrote. */
const roles = new Map<string, boolean>();
const mostRoles = 16_000;

/** What somebody may be to somebody, or by trade. */
export function isRole(word: string): boolean {
  let found = roles.get(word);
  if (found === undefined) {
    if (roles.size >= mostRoles) roles.clear();
    roles.set(word, found = kin.has(word) || trades.has(word) || tradeEnding.test(word) || tradeBeginning.test(word));
  }
  return found;
}

/** After these stands who said it. */
export const sayings = wordSet('said says replied asked answered whispered shouted laughed sa sade sier ropte svarte spurte skrev fortalte hvisket lo mener meiner seier сказала сказав каже мовила мовив відповіла відповів спитала спитав запитала додала додав крикнула прошепотіла засміялась засміялася пожартувала пожартував пояснює пояснила вигукнула');
export const being = wordSet('is was are er var e blir ble blei vart');
const strictly = 'shy sick pregnant retired married divorced widowed patient polite syk sjuk snill flink tålmodig tolmodig sjenert pensjonert gift skilt gravid enke enkemann терпляча терплячий вагітна заміжня одружений захворіла захворів сором\'язлива сором\'язливий запізнилась запізнилася запізнився';
/** Of people only, whatever is said before it. */
export const ofPeopleOnly = wordSet(strictly);
/** Of people more than of things. */
export const ofPeople = wordSet(`${strictly} ill sad funny strict angry proud generous nervous talkative clever friendly smart honest late twelve
  glad morsom streng stille sliten stolt lei redd nervøs blid sur trist grei rar smart høflig sint kjekk blyg forsinket utdannet ingeniør sykepleier lærer snekker kokk døv blind hjelpsom snakkesalig hjemme heime
  добра добрий смішна смішний хвора хворий весела веселий сувора суворий щира щирий мовчазна мовчазний вдова вдівець розумна розумний привітна привітний чуйна чуйний ввічлива ввічливий лагідна лагідний вдома молодець рада сумна сумний втомлена втомлений балакуча балакучий`);
export const degree = wordSet('so very too really quite always never not still so veldig så for ganske alltid aldri ikke ikkje fortsatt alt altså også jo дуже така такий завжди теж вже справді дійсно наш наша моя мій');
export const possessives = wordSet('my our his her their the a an min mi mitt mine vår vårt våre hans hennes en ei et мій моя наш наша його її їхній їхня');
export const fromWords = wordSet('from fra frå з із зі');
/** "Ebrima and his brother". */
export const theirs = wordSet('his her hans hennes sin його її');
/** "Somebody like Ragna", "noen som Valborg". */
export const somebody = wordSet('anyone anybody someone somebody nobody people person folk noen nokon ingen ingen mennesker хтось ніхто людина людини');
export const likeWords = wordSet('like som as than enn як');
export const speaker = wordSet('me i we meg jeg eg æ vi я ми');
/** With a capital within a sentence, and no family names: languages, days, what is one's own. */
export const notBeside = wordSet('english norwegian ukrainian polish i norsk monday tuesday wednesday thursday friday saturday sunday christmas easter ramadan eid skype zoom teams google norway norge ukraine ukraina oslo україна норвегія осло київ');
/** Questions begin with these. */
export const modals = wordSet('would will can could should did does has have kan vil skal har kunne');
/** Of people and things alike, but not of two of whom nothing is known. */
export const moving = wordSet('deler delte tar går får kommer passer står ligger bruker trenger ønsker drar sitter venter bor har goes went takes took shares gets runs ran share take go come live work study help have deler studerer underviser');
/** After "har" and "has": what only people have done; after "kan" and "will": what only people do. */
export const haveDone = wordSet('hjulpet hjelpt fortalt forklart spurt ringt skrevet invitert sunget bakt kjørt hentet henta rettet retta lyttet lytta støttet bodd jobbet jobba lovet snakket snakka helped told explained asked called written invited sung baked driven fetched corrected listened supported promised talked spoken');
export const canDo = wordSet('hjelpe forklare ringe skrive synge bake kjøre hente rette lytte snakke spørre lære fortelle komme bli explain call write sing bake drive fetch listen talk ask teach');
/** "Har fått førerkort": what people have come to. */
export const attained = wordSet('fått bodd sagt lært flyttet giftet moved married passed lived learned learnt promised');
/** "From our class": somebody of ours. */
export const ofOurs = wordSet('the our my class group work next second third first neighbouring gruppa gruppen klassen kurset jobben naboen andre tredje første нашої мого моєї групи курсу роботи сусіднього школи');
export const asWords = wordSet('som as як');
export const whoWords = wordSet('who som яка який котра котрий');
export const times = wordSet('yesterday today tomorrow finally later now once again suddenly sometimes går dag morgen kveld natt nå no etterpå senere plutselig endelig gang вчора сьогодні завтра потім тоді раптом нарешті вранці ввечері раз одного');
/** Before whom one belongs to somebody, in Ukrainian: "історія Тунджая". */
export const ofSomebody = wordSet('історія історію порада пораду поради ідея ідею мама тато голос усмішка слова слово лист листа підказка приклад допомога допомоги допомогою книга книжка дім хата кімната рука очі син донька чоловік дружина подруга друг брат сестра');
/** Who is in books and on maps only. */
export const ofBooks = new Set(['peer gynt', 'harry potter', 'гаррі поттер', 'romeo juliet', 'lion king', 'king lion', 'kon tiki']);
/** Beside words with a capital they make a place or a house of them. */
export const placeNouns = wordSet('gate gata gt street st vei veien veg vegen road plass avenue lane kommune fylke himmelfart гате вей');
export const houses = wordSet('university college school hospital library museum station airport foundation army institute academy bank hotel theatre kirke skole universitet høgskole sykehus bibliotek senter');
