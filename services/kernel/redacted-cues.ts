// Words that speak for or against a person beside them, in the three languages: titles, kin, what people do, what stands before places and things. Pure.
import { split } from './redacted-lists.ts';
import { foldWord } from './redacted-words.ts';

const wordSet = (list: string): ReadonlySet<string> => new Set(split(list).map(foldWord));
/** After these stands a name, listed or not. */
export const titles = wordSet(`mr mrs ms miss mister dr doctor prof professor sir madam herr fru froken doktor pater imam fr pan pani пан пані панові паном пане панна лікар лікарка лікаря доктор доктора професор професорка
  named called heter hette hetter kalles kalt navnet name звати звуть кличуть имя імʼя ім'я імені іменем ім’я`);
/** Beside these stands a person who may be named. */
export const kin = wordSet(`mentor mentors mentee buddy buddies friend friends bestie teacher tutor coach neighbour neighbor colleague coworker boss manager supervisor leader coordinator volunteer counsellor counselor caseworker nurse classmate
  roommate flatmate landlord sister brother husband wife partner son daughter mother father mum mom dad aunt uncle cousin grandma grandpa nephew niece boyfriend girlfriend interpreter translator student participant
  mentoren mentoren min fadder fadderen venn vennen venninne venninna venninnen venner kompis kompisen kamerat laerer laereren lareren laeraren larar kontaktperson kontaktpersonen nabo naboen naboen kollega kollegaen sjef sjefen leder lederen
  veileder veilederen rettleiar koordinator koordinatoren frivillig frivillige saksbehandler saksbehandleren sykepleier legen soster sosteren syster bror broren mannen kona samboer samboeren sonnen sonn sonen datter dattera datteren
  dotter dottera mor mora moren mamma far faren pappa tante tanta onkel fetter kusine bestemor bestefar tolk tolken deltaker deltakeren eleven romkamerat utleier utleieren
  ментор ментора ментору ментором менторка менторки менторку менторкою менторці ментори наставник наставника наставнику наставником наставниця наставниці наставницю наставницею друг друга другу другом друже друзі
  подруга подруги подругу подругою подрузі вчитель вчителя вчителю вчителем вчителька вчительки вчительку вчителькою учитель учителька викладач викладача викладачем викладачка викладачки викладачку сусід сусіда сусідом сусідка сусідки
  сусідку сусідкою колега колеги колегу колегою колезі начальник начальника начальниця керівник керівника керівниця керівницею координатор координатора координатором координаторка координаторки координаторку координаторкою волонтер волонтера волонтером волонтеру
  волонтерка волонтерки волонтерку волонтеркою куратор куратора кураторка кураторки кураторку кураторкою сестра сестри сестру сестрою сестрі брат брата брату братом чоловік чоловіка чоловіком дружина дружини дружину дружиною син сина синові сином донька доньки доньку донькою
  дочка дочки дочку дочкою мама мами маму мамою тато тата татом тітка тітки тіткою дядько дядька дядьком бабуся бабусі бабусею дідусь дідуся перекладач перекладача перекладачка перекладачки одногрупник одногрупниця бадді`);
/** Words between a cue and the name: "my mentor, the kind Tesfay", "venninna mi Hodan". */
export const between = wordSet('is was called named my our your his her their the min mi mitt mine vår var var hans hennes som og er heter a an and new old dear kind kjære snille nye gamle gode мій моя моєї мого моєю моїм моєму мою моїй наш наша нашої нашого нашою нашу дорога дорогий мила');
export const prepositionsOfPlace = wordSet('in from at near to i fra ved nær på til mot over rundt в у із біля до з від near around outside into across');
export const placeOnly = wordSet('in from near i fra nær в у біля');
export const nobodyIsIn = wordSet('in near i nær');
export const monthNames = wordSet('may april june august mai juni juli mars');
export const before = wordSet('in on by since until till last next this every during from of before after early late i fra til siden forrige neste denne hver mid');
/** Whom one meets or thanks is a person. */
export const meeting = wordSet(`met meet ask missed owe hos ifølge spør savner savnet завдяки thank thanks hugged visited phoned messaged møtte møter traff besøkte takk takker klemte ringte зустрів зустріла зустріли зустріти дякую дякуємо вдячна вдячний вдячні навчили навчила навчив told asked helped invited called fortalte spurte hjalp inviterte подякував подякувала познайомився познайомилась познайомилася`);
export const meetingWith = wordSet('to til for with med з із зі');
/** Things are called something as well. */
export const naming = wordSet('named called heter hette hetter kalles kalt звати звуть назвали');
export const calledThings = wordSet(`it course class app book house film movie song street group club program project company shop cafe place town city village dog cat team exam det kurset boka boken huset filmen sangen gata gaten gruppa gruppen klubben programmet prosjektet firmaet butikken kafeen stedet byen bygda hunden katten appen spillet prøven
  це курс застосунок книга книжка фільм пісня вулиця група програма проєкт крамниця кафе місто село собака кіт`);
export const conjunctions = wordSet('and og і й та or eller чи');
/** What a form or the end of a letter puts before a name. */
export const labels = /(?<!\p{L})(?:full name|name(?: on card)?|contact|cardholder|card holder|holder|signed(?: by)?|regards|sincerely|thanks|navn|namn|kontaktperson|kontakt|kortholder|kortinnehaver|eier|hilsen|hilsen fra|helsing|helsing frå|hilsing|hilsing frå|surname|first name|last name|given name|fornavn|etternavn|etternamn|førenamn|mvh|vh\.?|c\/o|піб|п\.і\.б\.?|імʼя|ім['’]я|прізвище|власник|учасник|учасниця|контакт|контактна особа|повагою|підпис)[:,]?\s$/iu;
export const initials = /(?<![\p{L}\p{N}.])(?:\p{Lu}\. ?){1,2}\p{Lu}[\p{Ll}'’ʼ-]{2,24}(?:-\p{Lu}\p{Ll}+)?|(?<![\p{L}\p{N}])\p{Lu}[\p{Ll}'’ʼ-]{2,24} \p{Lu}\. ?\p{Lu}\.(?!\p{L})/gu;
export const labelled = /\p{Lu}[\p{L}'’ʼ.-]*(?:[ -]\p{Lu}[\p{L}'’ʼ.-]*){0,3}/yu;
export const streets = wordSet('gate gata gt street st vei veien veg road plass avenue lane');
export const nature = wordSet('lake mount saint st river cape port mt озеро озера озері гора гори горі горою річка річці острів острові місто місті село селі вулиця вулиці вулицею вулицю вул проспект проспекті проспекту бульвар бульварі площа площі майдан провулок провулку набережна набережній');
export const networks = wordSet('telegram instagram insta snapchat snap facebook messenger whatsapp viber skype discord tiktok youtube signal linkedin github reddit twitter twitch zoom teams street road avenue телеграм вайбер скайп дискорд діскорд тікток сигнал зум');
export const company = wordSet('with med з із зі');
export const particles = wordSet('van von der den de da del della di dos al el bin ibn ben av af le la');
export const patronymic = /(?:ович|йович|івна|ївна|овича|овичу|овичем|івни|івні|івну|івною|ївни|ївні|ївну|ївною)$/;
export const familyEnding = /(?:enko|chuk|shyn|skyi|skyy|skyj|ovych|dottir|[a-z]{3}sen|датер|[а-яіїє]{3}сен(?:а|у|ом|ові)?|енко|енка|енку|енком|енкові|чук|чука|чуку|чуком|ський|ського|ському|ським|зький|зького|цький|цького)$/;
export const sentenceEnd = /[.!?…\n:;•“"«(–—]\s*$/u;
/** Villages and towns. */
export const placeEnding = /.{3}(?:івк(?:а|и|у|ою)|івці|град|граду|граді|піль|полі|поля)$/;
/** Nobody is called by the name of an activity: "Наставництво", "Навчання", "Kompetanseheving". */
export const abstract = /(?:ння|нням|нню|цтво|цтва|цтвом|цтву)$|.{4}(?:heving|ordning|sjon|skap)$/;
export const ofThingsUkrainian = /(?:ння|ття|сть|ція|ство|ика|ура|изм|ізм|аж|ер|ар|ка|ник|ниця|ець|тель|ач|ки|ці|ні|ли|сти|ти|не|ше|но)$/;
export const beforeThings = wordSet(`in at to on into onto from near via through around outside across of for with by the a an this that use used using uses read reads watch watched learn learnt learned speak speaks spoke as called named visit play played via over like between and or than love loved about via per under every last next
  i på til fra ved mot over rundt gjennom via av for med den det en ei et denne bruk bruke bruker brukte les lese leser leste se ser så lære lærte snakke snakker snakket som heter kalt mellom og eller enn om hver forrige neste ny nye under etter før
  в у на до з із зі від біля крізь через по за під над між про для при та і й або чи як із використовую користуюся користуємось читаю читала читав дивилися дивилась дивився дивлюся вчу вчила вивчаю мій моя цей ця це кожен після перед`);
export const nationalities = /(?:ians?|eans?|ese|ish|ans|sk|ský|ці|ська|ський|ською|ські|ською|ську|ка|ки|ці)$/;
/** How words for things end, beside which a verb says little. */
export const ofThings = /(?:et|ene|er|ing|ings|tion|ment|ness|ity|ly|ed|ers|es|lag|ist|isk|het|skap|kurs|skole|gruppa?|appen|leiaren|lederen|work|ship|(?=.{9}).*(?:[^s]en|a))$/;
export const thanking = wordSet('thx thanks takk tusentakk дякую дяк hei hi hey hello привіт');
export const muchOf = wordSet('lot much you mye deg alt дуже вам тобі');
export const clauses = wordSet('when that then and but because if since so while not når at så da og men fordi hvis mens siden ikke коли що як і й та але бо якщо тоді не потім');
export const hadSomebody = wordSet('had got met with fikk traff møtte hadde med');
/** What people do in what is written of them. */
export const acts = wordSet(`asks asked answers answered brings brought bought bakes baked cooks cooked cried cries danced dances drove drives drew drank ate eats fetched fixed fixes forgot forgets giggled greeted hugged invites invited jokes joked joined knits knew knows lent laughs laughed lives lived managed misses missed moved nodded noticed offered paid played practised practiced
  prefers promised pretended pronounced reads read remembered remembers repeated replied retired rocks sang sings sat shared shouted shrugged sits sleeps slept smiles smiled speaks spoke stayed studied swims talks talked teaches taught texted thanked thinks thought translated understands understood volunteers waited waves waved walked wants wanted watched whispered works worked
  signed corrected wrote writes helped said says told tells showed shows gave called calls explained explains listened listens came likes liked loves loved retired drew draws argued carried pointed clapped whistled cleaned swept sold borrowed visited arrived knocked typed recited blushed yelled rang hummed hugged lends jumped drove teaches cheered grinned frowned did interrupted insisted suggested agreed apologised apologized complained sighed wept winked yawned hesitated
  begynte gråter trøster trøsta hilser inviterte oppmuntrer oppmuntret roser roste veileder veiledet sykler syklet svømmer strikka hekler hekla fisker spøker spøkte tuller tulla tulla ertet erter kauker vitset vitser gjesper gjespet mumlet mumler protesterer protesterte diskuterer studerer studerte reparerer reparerte oversetter tolker tolket øvde presenterte presenterer planlegger organiserte deltok foreslår foreslo anbefalte anbefaler serverer serverte pusser pusset ammer gifter giftet flyktet rømte overlevde minnes innrømmet innrømmer beklager beklaget angrer angret sier sa sade satt sitter gikk kom tok leste leser skrev skriver snakket snakka snakker prata prater pratet lyttet lytta lytter hørte smilte smilet smiler lo ler gråt gråter sang synger danset danser bakte baker lagde lager kokte spiste spiser drakk hentet henter kjørte kjører fikset fiksa fikser glemte glemmer husket husker vet visste skjønner skjønte forstår forsto likte liker elsker elsket savner strikker strikket nikket nikker noterte
  rettet rettet retter oversatte oversetter inviterte inviterer lånte låner ordnet ordna ordner jobber jobbet jobba bor bodde flyttet reiste sendte sender spør spurte svarte svarer ropte roper tenkte tenker synes syntes tror trodde trøstet hilste hilser viste viser forklarte forklarer fortalte forteller hjalp hjelpte hjelper lærte lærer underviser ventet venter prøvde prøver greide klarte klarer spilte spiller øvde øver ga ringte ringer skrur foreslo lovte takket klaget sukket blunket avbrøt unnskyldte ville tegnet tegner lovet lover kranglet krangler kastet hoppet løp løper vasket ryddet klippet betalte kjøpte solgte bestilte lette bar dro drar fulgte følger møtte møter snudde pekte peker skrøt skryter vinket vinker hvisket nølte gjentok gjentar uttalte rødmet sovnet våknet flirte fniste klemte malte synger syr sydde gjør gjorde`);
/** They stand beside things as often. */
export const states = wordSet('is was has had can does seems looks gets er var har hadde kan blir ble skal vil gir e був була');
export const actsUkrainian = /^(?:сказа|пита|каже|допом|навчи|вчить|поясн|запита|порад|підтрим|розпов|прийш|прийде|приїха|подзвон|написа|обійня|посміх|усміх|засмія|смія|сміє|привіт|показа|принес|принос|запроси|зустрі|слуха|вислух|відпов|чека|працює|працюв|живе|поділи|говор|знайш|дала|дав$|знає|знав|забу|люби|співа|заспіва|чита|прочита|пише|печ|спек|готу|пригот|позич|відвез|відвіз|підвіз|підвез|вируш|запізн|спізн|мовч|жарту|пожарту|виправ|переклад|перекла|грає|танцю|кивну|записа|диви|кричи|плака|плаче|сиді|сидит|хвор|дума|пішла|пішов|вважає|спита|пообіця|привів|привела|купи|пригост|хоче|хотів|хотіла|вмі|помага|помог|розумі|зрозумів|переїха|полаг|сперечає|пишаєт|скаржи|погоди|подякува|в'яже|малю|намал|шука|спить|спав|трима|мріє|мріяла|обіцяє|ход|їзд|працю|дзвон|телефону|переда|сидів|стоя|бігла|біг$)/;
/** Things help, teach and give as well; what is unlisted needs more. */
export const actsUkrainianOfPeople = /^(?:сказа|пита|каже|запита|розпов|приїха|подзвон|обійня|посміх|усміх|засмія|смія|сміє|вислух|чекає|чекала|чекав|працює|говор|знає|знав|забу|співа|заспіва|прочита|пише|печ|спек|готу|позич|відвез|відвіз|підвіз|підвез|запізн|спізн|мовч|жарту|пожарту|танцю|кивну|записа|диви|кричи|плака|сидит|сиділа|сидів|хвор|дума|вважає|спита|пообіця|привів|привела|купи|пригост|хоче|хотів|хотіла|вмі|розумі|зрозумів|сперечає|скаржи|подякува|в'яже|намал|шука|спить|спав|мріє|мріяла)/;
export const thingsDo = wordSet('helped helps hjalp hjelper hjelpte gave ga taught teaches lærte lærer came kom tok worked works says sier showed shows viste viser tells forteller forklarer explains explained made did gjør gjorde lå bar følger fulgte møter moved brought');
export const objects = wordSet('hjem alene innom presis home alone me us him her everyone everybody meg oss ham henne alle hverandre');
export const always = wordSet('always never alltid aldri завжди ніколи теж знову');
export const adverbs = wordSet('always never also often still just really even once alltid aldri også ofte fortsatt bare virkelig ikke alt завжди ніколи теж також часто знову ще вже не двічі дуже мені нам довго все просто');
