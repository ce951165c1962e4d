// A file on its way in: raw CSV, one file of a form, or a JSON array, spooled to disk as it comes. The path decides the tenant.
import { Busboy } from '@fastify/busboy';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { House } from '../../mixins/broker/house.ts';
import { removeSpool, spoolStream, type SpoolHandle } from '../../mixins/importing/spool.ts';
import { csvCell } from '../kernel/format/csv.ts';
import { invalid, Problem } from '../kernel/errors.ts';
import { readBytes } from './request.ts';

export const fileBytes = 2 * 1024 ** 3;
const jsonBytes = 1_048_576;
/** What a form may have around its file. */
const formBytes = 65_536;

/** `mapping` is the one that a form names beside its file. */
export interface Upload { spool: SpoolHandle; fileName: string; mapping?: string }

export async function receiveFile(house: House, request: IncomingMessage, query: URLSearchParams): Promise<Upload> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const around = type === 'multipart/form-data' ? formBytes : 0;
  if (Number(request.headers['content-length'] ?? 0) > fileBytes + around) throw new Problem('too_large', { detail: 'A file may have 2 GiB.' });
  if (type === 'multipart/form-data') return receiveForm(house, request);
  const fileName = plainFileName(query.get('fileName') ?? dispositionName(request) ?? 'upload.csv');
  if (type === 'text/csv' || type === 'text/plain' || type === 'application/octet-stream') return { spool: await spoolStream(house, request, fileBytes), fileName };
  if (type === 'application/json') {
    const text = jsonToCsv(await readBytes(request, jsonBytes));
    return { spool: await spoolStream(house, Readable.from([Buffer.from(text)]), fileBytes), fileName };
  }
  throw new Problem('unsupported_media_type', { detail: 'Send text/csv, or a form with one file.' });
}

async function receiveForm(house: House, request: IncomingMessage): Promise<Upload> {
  return new Promise((resolve, reject) => {
    if (!/boundary=/i.test(request.headers['content-type'] ?? '')) throw invalid('body', 'is a form without a boundary', 'send multipart/form-data with one file');
    const form = new Busboy({ headers: request.headers as { 'content-type': string }, limits: { files: 1, fields: 5, fileSize: fileBytes + 1 } });
    let taken: Promise<Upload> | undefined;
    let mapping: string | undefined;
    form.on('field', (name, value) => { if (name === 'mapping') mapping = value; });
    form.on('file', (name, stream, fileName) => {
      if (name !== 'file') { stream.resume(); return; }
      request.once('aborted', () => { stream.destroy(new Problem('invalid', { detail: 'The upload ended early.' })); }); // so that the spool lets go of what it has
      taken = spoolStream(house, stream, fileBytes).then((spool) => ({ spool, fileName: plainFileName(fileName) }));
      taken.catch(reject);
    });
    form.on('finish', () => {
      if (taken) taken.then((upload) => resolve({ ...upload, ...(mapping === undefined ? {} : { mapping }) }), reject);
      else reject(invalid('file', 'is missing', 'send the file in the form field “file”'));
    });
    form.on('error', () => reject(invalid('body', 'is not a form', 'send multipart/form-data with one file')));
    request.once('aborted', () => reject(new Problem('invalid', { detail: 'The upload ended early.' })));
    request.pipe(form);
  });
}

export async function dropUpload(house: House, upload: Upload): Promise<void> {
  await removeSpool(house, upload.spool.key);
}

/** Flat objects become rows; the header is the union of their keys. */
function jsonToCsv(bytes: Buffer): string {
  let rows: unknown;
  try {
    rows = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Problem('broken_json');
  }
  if (!Array.isArray(rows) || rows.some((row) => typeof row !== 'object' || row === null || Array.isArray(row))) throw invalid('body', 'is not an array of objects', 'send a JSON array of flat objects');
  const list = rows as Record<string, unknown>[];
  const headers = [...new Set(list.flatMap((row) => Object.keys(row)))];
  if (headers.length > 200) throw invalid('body', 'has more than 200 different keys', 'send flat objects of one kind');
  const line = (cells: unknown[]): string => cells.map((cell) => csvCell(cellText(cell), 'exact')).join(',');
  return [line(headers), ...list.map((row) => line(headers.map((header) => row[header])))].join('\n');
}

/** A nested value is kept as JSON: the reader of the column decides whether it can use it. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}

function dispositionName(request: IncomingMessage): string | undefined {
  return /filename="?([^";]+)"?/.exec(request.headers['content-disposition'] ?? '')?.[1];
}

/** A name only: no folders, no control characters, at most 200 characters. */
function plainFileName(name: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  return path.basename(name.replaceAll('\\', '/')).replace(/[\u0000-\u001f\u007f]/g, '').slice(0, 200) || 'upload.csv';
}
