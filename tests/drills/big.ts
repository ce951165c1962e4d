// Files at the limit: two gibibytes less one byte are taken and read, one byte more is refused, and memory stays flat meanwhile.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { once } from 'node:events';
import { until, type Client, type ImportView } from '../world/world.ts';
import type { Outcome } from './crash.ts';
import { Product } from './product.ts';

const limit = 2 * 1024 ** 3;
const growth = 64;

export async function bigFileDrill(): Promise<Outcome & { grewMb: number }> {
  const product = new Product();
  const begun = performance.now();
  const differences: string[] = [];
  try {
    const running = await product.start();
    const operator = await product.operator(running.base);
    const { body: company } = await operator.post<{ id: string }>('companies', { name: 'Big AS', country: 'NO', currency: 'NOK', timeZone: 'Europe/Oslo' });
    const pid = product.pidOf('node');
    const address = `/api/v1/companies/${company.id}/imports?kind=kintell-mentorship&mode=commit&fileName=big.csv`;
    // Flat means: a file sixteen times as large needs no more than this one did.
    const small = watchRss(pid);
    await loaded(operator, company.id, (await upload(running.base, address, operator, limit / 16, true)).id);
    const before = small.end();
    const large = watchRss(pid);
    const tooBig = await upload(running.base, address, operator, limit + 1, true);
    if (tooBig.status !== 413 || tooBig.sent > limit) differences.push(`${limit + 1} bytes with their length: ${tooBig.status} after ${tooBig.sent} bytes`);
    const untold = await upload(running.base, address, operator, limit + 1 + 4 * 1024 ** 2, false);
    if (untold.status !== 413) differences.push(`more than 2 GiB without their length: ${untold.status}`);
    const taken = await upload(running.base, address, operator, limit - 1, true);
    if (taken.status !== 202) differences.push(`${limit - 1} bytes: ${taken.status}`);
    const view = await loaded(operator, company.id, taken.id);
    if (view.state !== 'done' || view.counts.created !== view.counts.total || view.counts.total < 1_900) differences.push(`the file at the limit: ${view.state} ${JSON.stringify(view.counts)}`);
    const grewMb = Math.round(large.end() - before);
    if (grewMb >= growth) differences.push(`memory grew by ${grewMb} MB`);
    running.launcher.kill('SIGTERM');
    await product.gone();
    return { rows: view.counts.total, kills: 0, seconds: (performance.now() - begun) / 1000, differences, grewMb };
  } finally {
    product.remove();
  }
}

async function loaded(operator: Client, companyId: string, id: string): Promise<ImportView> {
  return until(async () => {
    const { body } = await operator.get<ImportView>(`companies/${companyId}/imports/${id}`);
    return ['done', 'failed'].includes(body.state) ? body : undefined;
  }, 900_000);
}

/** The largest resident memory between now and `end`, in MB. */
function watchRss(pid: number): { end: () => number } {
  let peak = 0;
  const timer = setInterval(() => { peak = Math.max(peak, rssMb(pid)); }, 100);
  return { end: () => { clearInterval(timer); return peak; } };
}

/** Sends valid CSV of exactly so many bytes: wide cells in a column that the kind does not know, the last row filled up. */
async function upload(base: string, address: string, { token }: Client, bytes: number, tellLength: boolean): Promise<{ status: number; id: string; sent: number }> {
  const { hostname, port } = new URL(base);
  const request = http.request({ hostname, port, path: address, method: 'POST', agent: false, headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv', ...(tellLength ? { 'content-length': bytes } : { 'transfer-encoding': 'chunked' }) } });
  const state = { sent: 0, isOver: false };
  const answered = new Promise<{ status: number; id: string }>((resolve, reject) => {
    request.on('response', (response) => {
      state.isOver = true;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, id: response.statusCode === 202 ? (JSON.parse(text) as { id: string }).id : '' });
      });
    });
    request.on('error', (error) => { if (!state.isOver) reject(error); });
  });
  const write = async (text: string): Promise<void> => {
    state.sent += text.length;
    if (!request.write(text)) await Promise.race([once(request, 'drain'), answered]);
  };
  await write('session_id,participant_email,mentor_email,scheduled_at,wide\n');
  for (let index = 0; state.sent < bytes && !state.isOver; index += 1) {
    const row = `B-${bytes}-${index},p${index % 50}@people.example,m1@big.example,2026-08-10T10:00:00Z,`;
    const left = bytes - state.sent - row.length - 1;
    const isLast = left < 1_048_576 + 200;
    await write(`${row}${'x'.repeat(Math.max(0, isLast ? Math.min(left, 1_048_500) : 1_048_400))}\n`);
    if (isLast) { while (state.sent < bytes && !state.isOver) await write('\n'.repeat(Math.min(bytes - state.sent, 1_000))); }
  }
  request.end();
  return { ...await answered, sent: state.sent };
}

function rssMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
