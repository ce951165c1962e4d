// A file whose headers and choices are written in Ukrainian or Norwegian, in the encoding that a spreadsheet there saves, is read as it stands.
import { recognise, readHeaders } from '../../public/src/screens/imports/kinds.ts';
import type { KindCard } from '../../public/src/shell/interface.ts';
import { openWorld, type Client, type World } from '../world/world.ts';

let world: World;
let admin: Client;
beforeAll(async () => {
  world = await openWorld();
  admin = await world.as('admin@aurora.example');
});
afterAll(() => world.close());

/** A code page's bytes, turned round from how they are read. */
function encoded(text: string, encoding: 'windows-1251' | 'windows-1252'): Buffer {
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(Uint8Array.of(byte)), byte]));
  return Buffer.from(Array.from(text, (letter) => { const byte = byteOf.get(letter); if (byte === undefined) throw new Error(`${letter} is not in ${encoding}`); return byte; }));
}

const ukrainian: [kind: string, lines: string[]][] = [
  ['kintell-mentorship', [
    'Код сесії;Пошта учасника;Пошта ментора;Дата початку;Дата завершення;Тривалість хв;Оцінка;Відгук;Тема;Цілі;Статус;Оплачено;Стан годин',
    'UM-1;p@people.example;m@aurora.example;17.09.2026 17:00;17.09.2026 17:45;45;5;Я стала впевненішою на співбесідах;Співбесіди;Написати резюме;відбулося;так;підтверджено',
    'UM-2;p@people.example;m@aurora.example;18.09.2026;;45;;;;;скасовано;ні;повідомлено',
    'UM-3;p@people.example;m@aurora.example;19.09.2026;;45;;;;;Не з’явилася;30;відхилено',
    'UM-4;p@people.example;m@aurora.example;20.09.2030;;45;;;;;Заплановано;;',
  ]],
  ['kintell-language', ['сесія;учасник;волонтер;початок;завершено;хвилини;рейтинг;коментар;рівень мови;теми;стан', 'UL-1;p@people.example;m@aurora.example;17.09.2026;17.09.2026;45;4;Було цікаво говорити;B1;У лікаря;проведено']],
  ['kintell-combined', ['Номер сесії;Тип сесії;Учасник;Волонтер;Дата зустрічі;Тривалість;Статус', 'UC-1;Наставництво;p@people.example;m@aurora.example;17.09.2026;45;завершено', 'UC-2;мова;p@people.example;m@aurora.example;18.09.2026;45;неявка']],
  ['buddy-matches', ['Код пари;Пошта учасника;Пошта бадді;Дата поєднання;Завершено;Статус;Мова;Інтереси;Місто', 'UB-1;p@people.example;m@aurora.example;02.03.2026;;активна;українська;Лижі;Берген']],
  ['buddy-events', ['Код пари;Дата події;Тип події;Тривалість;Опис;Місце;Кількість учасників', 'UB-1;17.09.2026;кава;90;Ми зустрілися в бібліотеці;Берген;2']],
  ['buddy-checkins', ['Код пари;Дата;Настрій;Нотатки', 'UB-1;17.09.2026;чудово;Тепер я телефоную до школи сама']],
  ['buddy-feedback', ['Код пари;Надіслано;Роль;Оцінка;Відгук', 'UB-1;17.09.2026;Учасниця;5;Тепер у мене є подруга']],
  ['course-completions', ['Користувач;Платформа;Код курсу;Назва курсу;Дата завершення;Підсумкова оцінка', 'p@people.example;eCornell;LSM501;Ведення команд;17.09.2026;92,5']],
  ['credentials', ['Номер сертифіката;Користувач;Платформа;Код курсу;Курс;Тип;Дата видачі;Дійсний до', 'UCR-1;p@people.example;eCornell;LSM501;Ведення команд;Сертифікат;18.09.2026;18.09.2028']],
  ['learning-progress', ['Пошта;Платформа;Код курсу;Прогрес;Оновлено', 'p@people.example;itslearning;LSM502;62,5;10.09.2026']],
  ['employment', ['Учасник;Дата початку;Галузь;Посада;Годин на тиждень', 'p@people.example;01.09.2026;Медицина;Санітарка;37,5']],
  ['programme-costs', ['Програма;Період;Сума;Валюта;Вид витрат', 'наставництво;2026-Q3;125000,50;NOK;у натурі']],
  ['roster', ['Табельний номер;Електронна пошта;Підрозділ;Країна;З дати;До дати', 'A-1042;m@aurora.example;Мережі;NO;01.01.2026;']],
  ['instrument-scores', ['Особа;Анкета;Дата заповнення;Відповіді;Сума', 'p@people.example;WHO-5;17.09.2026;4|3|4|3|4;18']],
];

test('every kind is read with Ukrainian headers and values, as a spreadsheet there saves it, and is recognised by its header', async () => {
  const cards = (await admin.get<{ items: KindCard[] }>(`companies/${world.aurora.id}/imports/kinds`)).body.items;
  expect(ukrainian.map(([kind]) => kind).toSorted()).toEqual(cards.map(({ kind }) => kind as string).toSorted());
  for (const [kind, lines] of ukrainian) {
    const file = encoded(`${lines.join('\r\n')}\r\n`, 'windows-1251');
    expect({ kind, found: recognise(await readHeaders(new Blob([Uint8Array.from(file)])) ?? [], 'export.csv', cards) }).toMatchObject({ kind, found: { one: { kind, lacks: [] } } });
    const { state, counts, problems, ...read } = await admin.importFile(world.aurora.id, file, { kind });
    expect({ kind, state, counts, problems, read }).toEqual({ kind, state: 'done', counts: { total: lines.length - 1, created: lines.length - 1, updated: 0, unchanged: 0, rejected: 0, waiting: 0 }, problems: [], read: expect.objectContaining({ encoding: 'windows-1251' }) });
  }
  const sessions = await world.sql<Record<string, unknown>>(`select session_id, status, programme, paid_minutes, hours_state, rating_micro from kintell_sessions where tenant_id = $1 and is_current order by session_id`, [world.aurora.id]);
  expect(sessions.map((session) => Object.values(session))).toEqual([
    ['UC-1', 'completed', 'mentorship', 0, 'confirmed', null],
    ['UC-2', 'no_show', 'language', 0, 'confirmed', null],
    ['UL-1', 'completed', 'language', 0, 'confirmed', 750_000],
    ['UM-1', 'completed', 'mentorship', 45, 'confirmed', 1_000_000],
    ['UM-2', 'cancelled', 'mentorship', 0, 'reported', null],
    ['UM-3', 'no_show', 'mentorship', 30, 'rejected', null],
    ['UM-4', 'scheduled', 'mentorship', 0, 'confirmed', null],
  ]);
  expect(await world.sql(`select kind, programme from programme_costs where tenant_id = $1`, [world.aurora.id])).toEqual([{ kind: 'in_kind', programme: 'mentorship' }]);
});

test('a Norwegian export says in its own words what became of a session', async () => {
  const lines = ['Økt-ID;Deltaker e-post;Mentor e-post;Planlagt;Varighet;Tilstand', ...['Planlagt', 'Gjennomført', 'Avlyst', 'Ikke møtt'].map((status, index) => `NM-${index + 1};p@people.example;m@aurora.example;17.09.2026;45;${status}`)];
  expect((await admin.importFile(world.aurora.id, encoded(`${lines.join('\r\n')}\r\n`, 'windows-1252'))).counts).toMatchObject({ created: 4, rejected: 0 });
  expect(await world.sql(`select status from kintell_sessions where tenant_id = $1 and session_id like 'NM-%' and is_current order by session_id`, [world.aurora.id])).toEqual([{ status: 'scheduled' }, { status: 'completed' }, { status: 'cancelled' }, { status: 'no_show' }]);
});
