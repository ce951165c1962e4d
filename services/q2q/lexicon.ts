// Stems that mean the same in three languages: what one language teaches the model holds in the others too.
// They only group words; what a group weighs is learnt from the corpus. A star ends a stem, without it the word is whole.
import type { Language } from '../../channels/vocabulary.ts';

export const concepts = ['self', 'other', 'sure', 'doubt', 'can', 'strain', 'growth', 'dare', 'worth', 'voice', 'thanks', 'practical', 'learning', 'life', 'among', 'feel', 'degree',
  'tie', 'apart', 'grasp', 'lost', 'work', 'ready', 'jobless', 'glad', 'gloom'] as const;
export type Concept = (typeof concepts)[number];

const stems: Readonly<Record<Language, Readonly<Record<Concept, string>>>> = {
  en: {
    self: 'i me my myself mine i\'m im i\'ve ive i\'ll i\'d',
    other: 'he she him her his they their them mentor mentors coach volunteer boss manager teacher husband wife son daughter friend brother sister colleague colleagues neighbour',
    sure: 'confiden* sure surer surest self-assur* selfassur* assured certain* secure calm calmer calmly ready composed steady steadier relaxed comfortable self-belief self-confiden* self-esteem unafraid fearless convinced certainty self-reliant assertive composure poised fearlessly natural nailed convincing* unshak*',
    doubt: 'afraid scared scare scares scary nervous* anxious* anxiety shy shyness doubt* unsure insecur* fear* panic* embarrass* asham* worr* terrified terrif* timid frighten* intimidat* uncertain* hesitat* unconfident self-conscious self-doubt inferior dread* impostor imposter unsafe uneasy worried coward* daunt* dreading intimid* shaky',
    can: 'can could able manage* handle* cope* capable succeed* achiev* accomplish* competent good skilled qualified',
    strain: 'fail* freez* froze frozen shak* shook trembl* stutter* stammer* blush* sweat* hide hid hiding avoid* blank useless worthless stupid loser weak incapable hopeless nobody apologi* mumble* whisper* quit shrink small smaller gave give fool foolish idiot* dumb invisible silent worst lump tremor inadequate clumsy awkward mess ruin*',
    growth: 'more better grew grow* grown stronger braver bolder improv* gain* progress became become learned boost* rais* increas* bigger higher easier louder taller',
    dare: 'dare* dared brave* courag* bold* volunteered risk* guts fearless stood initiative guts nerve',
    worth: 'proud* pride worth worthy valu* deserv* believe* believ* trust* faith respect strength* strong talent* enough equal empower* respected capable qualified potential skills strengths important',
    voice: 'speak* spoke say said ask asked present* presentation raise call calls called phone voice hand opinion interview* stage question* introduc*',
    thanks: 'thank* grateful appreciat* thx kind helpful nice great lovely patient',
    practical: 'room meeting* link zoom bus train time late schedul* cancel* minutes hour* tomorrow monday tuesday wednesday thursday friday week email form document* address calendar resched* internet sound camera coffee appointment office password',
    learning: 'grammar word* vocabular* language norwegian english pronunciation verb* homework lesson* cv course excel tax* rules',
    life: 'weather snow rain* sun winter sleep* tired family child* kids food health doctor flat rent summer happy sad lonely stress* mood',
    among: 'welcome included belong* community team friends group neighbourhood together home invited',
    feel: 'feel* felt',
    degree: 'very really so much lot completely totally quite bit little still always',
    tie: 'friend* friendship* together belong* included inclusion welcome* welcomed invit* accept* home group team community neighbour* family circle part roots rooted connected connection* companion* tribe mates crew join* joined knows recogni* greet* hug* us we our embrac*',
    apart: 'lonel* alone outsider* exclud* isolat* stranger* foreigner* ignored invisible ghost nobody left out outside separate* distan* reject* unwelcome unwanted homesick corner avoided overlooked whisper* island glass wall window',
    grasp: 'understand* understood follow* fluent* fluency speak* spoke spoken read reads reading write* writing wrote subtitles sentence* conversation* chat* translate* joke* pronounc* listen* catch word* vocabular* dialect* news radio novel book* letter* express* explain* b1 b2 c1 norskprøve',
    lost: 'lost confus* translator* interpreter* dictionary google mix* guess* stuck mumbl* misunderst* nod nodd* gestur* fast slow slowly thread foggy mess puzzle* repeat* tongue-tied blank broken',
    work: 'cv cvs resume* interview* job jobs work working employ* employer* career* apply appl* position* vacanc* contract* salary reference* linkedin nav profession* skill* trade experience portfolio cover letter recruit* company workplace shift* internship* trainee* certif* licen* hire* hired boss',
    ready: 'ready prepared prepar* plan plans planned strategy know knows knew learned learnt finished updated tailored practis* practic* rehears* qualified offer offered hired got signed landed start started starting step steps pitch',
    jobless: 'unemploy* jobless reject* rejection* refus* unanswered silence unqualified useless outdated gap overqualified stuck hopeless nowhere impossible waste* no-one ghosted lack* unprepared unready',
    glad: 'happy happi* joy* joyful glad cheer* smile* smiling laugh* calm* peace* peaceful relax* relief relieved light lighter hope hopeful energy energetic alive rested sleep* slept good great wonderful content grateful enjoy* fun warm breathe* healthy balance* optimis* bright sunshine better',
    gloom: 'sad sadness cry* cried tears tired tiring exhaust* drained stress* stressed worr* anxi* depress* insomnia awake nightmare* headache* heavy dark empty numb grief griev* miss missing pain* overwhelm* burn* burnt hopeless angry anger irritat* restless panic* broken lonel* bad awful terrible worse sick weary guilt* homesick',
  },
  no: {
    self: 'jeg meg min mitt mine selv eg',
    other: 'han hun ham henne hans hennes de dem deres mentor* mentoren veileder* frivillig* sjef* lærer* mann* kone* sønn* datter* venn* venninn* bror* søster* kollega* naboen',
    sure: 'trygg* sikker sikrere sikkert selvsikker* selvtillit* rolig* klar avslappet komfortabel* overbevist selvfølelse* uredd stødig* selvbevisst selvstendig* naturlig* overbevis* uredd tryggheten trygghet mestring* tøff* fri frihet ro roen',
    doubt: 'redd* nervøs* engst* angst* sjenert* sjenanse tvil* usikker* frykt* panikk* flau* skam* bekymr* utrygg* sky blyg* nøl* gruer gruet grue skremm* skummelt mindreverdig* dårligere bløff* feig* engstelig* ubekvem ukomfortabel* pinlig* mindreverd* vegrer',
    can: 'kan klarer klarte klare klart mestr* få får får fikk takler taklet takle håndter* greier greide dyktig* flink* god kompetent* lykkes',
    strain: 'mislyk* fryser frøs skjelv* stamm* stotr* rødm* svett* gjem* unngå* unngikk ubrukelig* verdiløs* dum dumme dårlig svak håpløs* unnskyld* hvisk* mumle* gir ga gav opp låser låste blank liten mindre klump vondt idiot* latter usynlig* jernteppe dust dustete tier taus feil feiler feilet knuses klump kluss* taper verst* knust gråt bunn',
    growth: 'mer mye bedre vokst vokser vokse sterkere modigere tryggere tryggare fått blitt ble utvikl* økt øker løft* større høyere lettere sterkere bra',
    dare: 'tør turte torde tore våg* modig* mot motet motig tørr',
    worth: 'stolt* stolthet verdt verdi* fortjen* tro tror troen stol* styrk* sterk talent* respekt* nok likeverd* ressurs* styrker styrkene duger viktig* potensial*',
    voice: 'snakke snakker snakket si sier sa spør spørre spurte presenter* presentasjon* ringe ringer ringte telefon* stemme* hånd* mening* intervju* spørsmål ordet møter',
    thanks: 'takk* takknemlig* hyggelig* snill* tålmodig* fint flott bra setter pris',
    practical: 'rom* møte møtet lenke* zoom buss* tog* tid tiden sent avlys* minutt* time timer morgen mandag tirsdag onsdag torsdag fredag uke uka uken e-post skjema* dokument* adresse* kalender* flytt* nett* lyd* kamera* kaffe avtale* kontor* passord*',
    learning: 'grammatikk* ord ordene språk* norsk* engelsk* uttale* verb* lekse* kurs* cv cv-en excel skatt* regler',
    life: 'vær* snø* regn* sol* vinter* søv* sov trøtt* sliten* familie* barn* mat* helse* lege* leilighet* husleie* sommer* glad trist ensom* stress* humør*',
    among: 'velkommen* inkludert* tilhør* fellesskap* team* venner gruppe* nabolag* sammen hjemme invitert*',
    feel: 'føler følte føle følt kjenner kjente opplever',
    degree: 'veldig virkelig så mye helt ganske litt fortsatt alltid',
    tie: 'venn* vennskap* sammen tilhør* inkluder* velkom* inviter* godta* aksepter* hjemme hjem gruppe* gjeng* lag laget fellesskap* nabo* naboer familie* krets* del rot røtter knytt* kontakt* bli hører høre hilser hilste kjenner klem* oss vi vår våre fellesskapet kolleg*',
    apart: 'ensom* alene aleine utenfor utafor ekskluder* isoler* fremmed* framand* oversett ignorert usynlig* spøkelse ingen avvis* uvelkommen uønsket hjemlengsel hjørne* holdt utestengt avstand* øy vegg* mur* glass* stille savner',
    grasp: 'forstå* forsto skjønn* følg* flytende snakk* lese leser leste skriv* skrev undertekst* setning* samtal* prat* oversett* vits* uttal* lytt* høre ord ordforråd* dialekt* nyheter radio bok bøker brev uttrykk* forklar* b1 b2 c1 norskprøve* norskprøven muntlig* grammatikk* begrip*',
    lost: 'mister mistet tråden forvirr* tolk* ordbok* google blander gjett* fast nikk* gest* fort sakte roter rot misforst* gjenta* stokk* surr* kaos tåke*',
    work: 'cv cv-en cven intervju* jobb* arbeid* ansett* arbeidsgiver* karriere* søk* søknad* stilling* kontrakt* lønn* referanse* linkedin nav yrke* ferdighet* fag* erfaring* rekrutter* bedrift* arbeidsplass* vakt* praksis* lærling* sertifi* autorisasjon* fagbrev* sjef* firma*',
    ready: 'klar klare forberedt forbered* plan* strategi* vet kan lærte lært ferdig oppdater* øvd øvde kvalifiser* tilbud* tilbudt ansatt fikk signert begynner starter skritt steg begynt',
    jobless: 'arbeidsled* arbeidslaus* avslag* avvist* avviser ubesvart stillhet ukvalifisert utdatert hull overkvalifisert fast håpløst umulig ubrukelig bortkastet uforberedt mangler',
    glad: 'glad* lykk* gled* smil* ler lo latter* rolig* ro fred* slapp* lettet lettelse lett lettere håp* energi* levende uthvilt sov sover søvn* bra fint deilig fornøyd takknemlig koser kose* moro varm* puste* frisk balanse* optimist* lys lyst* trives triv* overskudd bedre opplagt',
    gloom: 'trist* gråt* gråter tårer sliten* slitne trøtt* utslitt* utmatt* tappet stress* bekym* angst* deprim* depre* søvnløs* våken mareritt* vondt hodepine tung* mørk* tom tomhet nummen sorg* savn* smert* overveld* utbrent* håpløs* sint* sinne irriter* urolig* uro panikk* knust ensom* dårlig* grusomt fælt verre syk* skyld* hjemlengsel nedfor nedstemt lei',
  },
  uk: {
    self: 'я мене мені мною мій моя моє мої моїх себе собі собою свої своїх свою своє свій сам сама самою',
    other: 'він вона його її йому їй вони їх їхн* ментор* наставни* волонтер* начальни* керівни* вчител* чоловік* дружин* син* дочк* донька друг* подруг* брат* сестр* колег* сусід*',
    sure: 'впевнен* певн* упевнен* спокійн* готов* самооцінк* самовпевнен* переконан* сміливіш* зібран* розкут* вільніш* невимушен* рівн* невимуш* розслаблен* незалежн* самостійн* твердо тверд* контрол* природно',
    doubt: 'боюсь боюся боявся боялась боялася боїшся страх* страшн* лячн* нерв* хвилю* тривож* тривог* сумнів* невпевнен* сором* соромл* паніч* панік* ніяков* вагаю* вагала* вагав* лякає лякало лякаюсь лякаюся боязк* гірш* самозван* комплекс* жах* тремт* розгуб* боягуз* бояз* побою* лячно незручн* налякан* боїть* стискаюс* панікую',
    can: 'можу зможу могла міг вмію умію вміла справл* справи* впора* здатн* вдається вдалося вдається здола* досяга* досягл* долаю спроможн* вийшло виходить',
    strain: 'провал* завмира* ціпен* тряс* затина* заїка* черво* ховаю* хова* уника* нікчем* нездар* дурн* дурна слабк* безсил* опуска* мовчу мовчала мовчав здаюся здалась безнадійн* невдах* гублю* губл* втрача* шепоч* вибача* пітні* стискається ком дуреп* дурень тупа тупою тупим невидим* зганьб* осоромл* клубок найгірш* зайв* програ* порожн* плута* помил* бреху* розклеї* замика* мала маленьк* відступа* вистачає бракує',
    growth: 'більш* краще кращ* зросл* зроста* виросл* сильніш* стала став стаю набула набув підвищ* додал* покращ* розквіт* легше більше гучніш* вільніш* зміцн* піднял*',
    dare: 'смілив* наважу* наважи* відваж* зважи* ризик* хоробр* рішуч* насміли*',
    worth: 'пишаю* гордж* горд* горжусь вартую варт* гідн* заслугов* вірю повірила повірив віра віру довіря* цінн* ціную сильн* сил силу талан* поваг* достатньо молодець рівна рівним здібн* компетент* фахівець потенціал* ресурс',
    voice: 'говор* сказа* кажу розмов* пита* запита* презент* виступ* дзвон* телефон* голос* рук* думк* співбесід* питан* зателефон* сцен* висловл*',
    thanks: 'дяку* вдячн* спасибі приємн* терпляч* добр* чудов* гарн*',
    practical: 'кімнат* зустріч* посиланн* зум* автобус* поїзд* час* запізн* перенес* хвилин* годин* завтра понеділ* вівтор* серед* четвер* п\'ятниц* тижн* тижден* документ* адрес* календар* інтернет* звук камер* кав* офіс* пароль форм*',
    learning: 'граматик* слов* мов* норвезьк* англійськ* вимов* дієслов* домашн* урок* курс* резюме податк* правил*',
    life: 'погод* сніг* дощ* сонц* зим* сплю спала спав втом* сім\'* діт* їжа їжу здоров* лікар* квартир* оренд* літо щаслив* сумн* самотн* стрес* настр*',
    among: 'прийня* своєю належ* спільнот* команд* друзі друзів груп* разом вдома запрос*',
    feel: 'почува* відчува* відчула відчув почула',
    degree: 'дуже справді так багато цілком зовсім трохи досі завжди надто',
    tie: 'друз* друг* подруг* дружб* разом належ* своя свій своєю своїм прийня* прийма* запрос* запрош* вдома дім дому груп* команд* спільнот* громад* сусід* родин* сім\'* коло частин* корін* знайом* вітаю* віта* обійма* обійня* нас ми нам наш* долучи* включ* компан*',
    apart: 'самотн* один одна сама чуж* чужин* ізольован* ізоляц* ігнору* непомітн* привид* ніхто нікого нікому осторонь збоку відкин* відторг* зайв* виключ* сторонн* острів стін* скло куток кутку сум* туг* далек* окремо уника*',
    grasp: 'розумі* зрозумі* розбира* вільно говор* розмовля* читаю читати читала читав пишу писати напис* субтитр* речен* розмов* переклад* жарт* вимов* слуха* слів слова слово словник* діалект* новин* радіо книжк* книг* лист* висловл* поясни* поясню* b1 b2 c1 спілку* чую мов* акцент',
    lost: 'гублю* губл* загуби* втрача* плута* перекладач* гугл* словник* вгаду* здогад* киваю кива* жест* швидко повільно нитк* каша туман* повтор* непорозум* збива* застряг* ламан* зависаю',
    work: 'cv сиві резюме співбесід* робот* працю* працев* роботодав* кар\'єр* подаю подав* подала заявк* вакан* посад* контракт* договір зарплат* рекоменд* linkedin лінкедін nav нав професі* навич* фах* досвід* рекрутер* компані* фірм* змін* стажув* практик* сертифі* ліценз* диплом* найня* взяли шеф* бригад*',
    ready: 'готов* підготов* підготу* план* стратегі* знаю знала знав вмію навчи* закінчи* онови* потренув* відпрацюв* кваліфіков* запропон* пропозиці* оффер* офер* підписа* почина* почну крок* взяли найняли',
    jobless: 'безробіт* відмов* мовчан* некваліфік* застаріл* прогалин* безнадійн* неможлив* марн* даремн* нікуди непідготовлен* бракує тупик* глух* ігнор*',
    glad: 'щасли* щаст* радіс* радію радий рада весел* посміха* усміха* сміюсь сміюся сміял* спокій спокійн* мир* розслаб* полегш* легк* легше надія наді* енергі* жива живий виспа* сплю добре чудово прекрас* вдячн* насолод* тепл* дихати дихаю здоров* баланс* оптиміз* світл* сонц* краще ожив* сил сили натхнен* кайф*',
    gloom: 'сум* сумн* плач* плакал* сльоз* втом* втоми* виснаж* стрес* хвилю* тривож* тривог* депрес* безсон* кошмар* важк* темн* порожн* гор* скорбот* болить біль болю пригніч* вигор* безнаді* злюсь злість злюся дратує драту* паніч* панік* самотн* погано жахлив* гірше хвор* провин* туг* відчай розпач розбит* пусто пустк* нудьг* апаті* сил',
  },
};

interface Table { whole: Map<string, Concept[]>; starts: Map<string, Concept[]>; longest: number }

function tableOf(language: Language): Table {
  const table: Table = { whole: new Map(), starts: new Map(), longest: 0 };
  for (const concept of concepts) {
    for (const stem of stems[language][concept].split(' ')) {
      const isStart = stem.endsWith('*');
      const key = isStart ? stem.slice(0, -1) : stem;
      const target = isStart ? table.starts : table.whole;
      target.set(key, [...target.get(key) ?? [], concept]);
      if (isStart) table.longest = Math.max(table.longest, key.length);
    }
  }
  return table;
}

const tables: Readonly<Record<Language, Table>> = { en: tableOf('en'), no: tableOf('no'), uk: tableOf('uk') };
const none: readonly Concept[] = [];

/** The groups of a lower-cased word: by the whole word and by its longest stem. */
export function conceptsOf(word: string, language: Language): readonly Concept[] {
  const { whole, starts, longest } = tables[language];
  const exact = whole.get(word) ?? none;
  for (let length = Math.min(word.length, longest); length >= 2; length -= 1) {
    const found = starts.get(word.slice(0, length));
    if (found) return exact === none ? found : [...new Set([...exact, ...found])];
  }
  return exact;
}
