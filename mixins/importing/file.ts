// What a file is before it is read: its encoding, its delimiter, its header. Pure; works on the first bytes.
import { Problem } from '../../services/kernel/errors.ts';
import { codePageOf, plainName, recogniseDelimiter, type Delimiter } from '../../services/kernel/format/csv.ts';
import type { Mapping } from './mapping.ts';

export interface FileForm { encoding: string; bomBytes: number; delimiter: Delimiter }

export const maxColumns = 200;
export const maxFieldBytes = 1_048_576;
/** Looked at to decide on encoding and delimiter. */
export const sniffBytes = 65_536;

/** Recognises UTF-8, UTF-16, windows-1251 and windows-1252. Throws `not_a_csv` with a remedy for what is no text. */
export function recogniseForm(head: Buffer, isWhole: boolean, told?: string): FileForm {
  if (head.length === 0) throw notCsv('The file is empty.', 'Export it again and check that it has rows.');
  const found = recogniseEncoding(head, isWhole);
  const isKnown = told === undefined || found.bomBytes > 0 || isPlainlyUtf8(found.encoding, head);
  const { encoding, bomBytes } = isKnown ? found : { encoding: told, bomBytes: 0 };
  const text = new TextDecoder(encoding).decode(head.subarray(bomBytes));
  if (/^\s*[[{]/.test(text)) {
    throw notCsv('The file is JSON, not CSV.', 'Export the data as CSV, or send JSON as application/json.');
  }
  return { encoding, bomBytes, delimiter: recogniseDelimiter(text) };
}

function recogniseEncoding(head: Buffer, isWhole: boolean): { encoding: string; bomBytes: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bomBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 };
  if (head[0] === 0x1f && head[1] === 0x8b) throw notCsv('The file is compressed (gzip).', 'Unpack it and send the CSV inside.');
  if (head[0] === 0x50 && head[1] === 0x4b) throw notCsv('The file is a spreadsheet or an archive (zip).', 'Save it as CSV, then bring it again.');
  const zeros = countZeros(head);
  if (zeros.odd > head.length / 4 && zeros.even < head.length / 50) return { encoding: 'utf-16le', bomBytes: 0 };
  if (zeros.even > head.length / 4 && zeros.odd < head.length / 50) return { encoding: 'utf-16be', bomBytes: 0 };
  if (zeros.odd + zeros.even > head.length / 100) throw notCsv('The file is binary.', 'Export the data as CSV text.');
  if (isUtf8(head, isWhole)) return { encoding: 'utf-8', bomBytes: 0 };
  return { encoding: codePageOf(head), bomBytes: 0 };
}

/** A strict test: a character cut at the end of the head is no fault. */
function isUtf8(head: Buffer, isWhole: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

/** Letters that are whole in UTF-8 are no accident of another encoding; a mapping may say what its system writes on most days. */
function isPlainlyUtf8(encoding: string, head: Buffer): boolean {
  return encoding === 'utf-8' && head.some((byte) => byte > 127);
}

function countZeros(head: Buffer): { odd: number; even: number } {
  const count = { odd: 0, even: 0 };
  for (let index = 0; index < head.length; index += 1) {
    if (head[index] === 0) count[index % 2 === 0 ? 'even' : 'odd'] += 1;
  }
  return count;
}

export interface ColumnDefinition {
  name: string;
  synonyms: readonly string[];
  required: boolean;
  /** Whose data a cell is; null for what names nobody and may be kept as it stands. */
  personal: 'participant' | 'volunteer' | null;
  /** How somebody feels or fares: row by row, such a cell is only for those who may read the words beside it. */
  intimate: boolean;
  rule: string;
  example: string;
}

export function column(name: string, synonyms: readonly string[], required: boolean, personal: ColumnDefinition['personal'], rule: string, example: string, { intimate = false } = {}): ColumnDefinition {
  return { name, synonyms, required, personal, intimate, rule, example };
}

export interface ColumnMatch { header: string; column: string | null }

/** Matches headers to columns by a tenant's own mapping, by name and synonym, in any order and case. Throws when the header cannot be used. */
export function matchColumns(headers: readonly string[], definitions: readonly ColumnDefinition[], { columns = {}, constants = {} }: Mapping = {}): ColumnMatch[] {
  if (headers.length > maxColumns) throw notCsv(`The header has ${headers.length} columns.`, `Leave at most ${maxColumns}.`);
  if (headers.some((header) => header.includes('\0'))) throw notCsv('The header has NUL bytes.', 'Export the file again as text.');
  const named = new Map(definitions.flatMap((definition) => [definition.name, ...definition.synonyms].map((name) => [plainName(name), definition.name] as const)));
  const chosen = new Map(Object.entries(columns).map(([header, column]) => [plainName(header), column] as const));
  const mapped = new Set(headers.map((header) => chosen.get(plainName(header))));
  const ownNames = new Set(definitions.map(({ name }) => plainName(name)));
  const byName = new Set(headers.map(plainName).filter((plain) => ownNames.has(plain) && !chosen.has(plain)).map((plain) => named.get(plain)));
  const matches = headers.map((header) => {
    const plain = plainName(header);
    const own = chosen.get(plain);
    if (own !== undefined) return { header, column: own };
    const guessed = named.get(plain) ?? null;
    // A column that the mapping found under another header, or that is there by its very name, is not guessed a second time.
    const isElsewhere = guessed !== null && (mapped.has(guessed) || (byName.has(guessed) && !ownNames.has(plain)));
    return { header, column: isElsewhere ? null : guessed };
  });
  const missing = definitions.filter(({ name, required }) => required && !Object.hasOwn(constants, name) && !matches.some((match) => match.column === name));
  if (missing.length > 0) {
    throw notCsv(`The header lacks ${missing.map((definition) => definition.name).join(', ')}.`,
      'Name these columns in the first line, or choose the kind of file that this is.');
  }
  const seen = new Map<string, string>();
  for (const [index, { header, column }] of matches.entries()) {
    // What the mapping leaves out may be called as one of our columns.
    const name = column ?? (plainName(header) === '' ? '' : `not ours: ${plainName(header)}`);
    const before = seen.get(name);
    if (name !== '' && before !== undefined) {
      throw notCsv(plainName(before) === plainName(header) ? `The header names “${header}” twice; the second time in column ${index + 1}.`
        : `“${before}” and “${header}” in column ${index + 1} may both be ${name}.`, 'Rename or remove one of them.');
    }
    seen.set(name, header);
  }
  return matches;
}

export function notCsv(detail: string, remedy: string): Problem {
  return new Problem('not_a_csv', { detail, errors: [{ field: 'file', problem: detail, remedy }] });
}
