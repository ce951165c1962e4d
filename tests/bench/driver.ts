// Sends signed webhooks from a process of its own, over kept connections: as many as it can, or so many a second. Told by arguments,
// answers one line of JSON. It knows the standard and nothing of who answers.
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { sign } from '../world/webhooks.ts';

const { url, secret, connections, seconds, perSecond, name } = JSON.parse(process.argv[2] ?? '{}') as { url: string; secret: string; connections: number; seconds: number; perSecond: number | null; name: string };
const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
const times: number[] = [];
let [sent, failed] = [0, 0];

function once(index: number): Promise<void> {
  const at = '2026-08-10T10:00:00Z';
  const body = JSON.stringify({ sessionId: `${name}-${index}`, sessionType: 'mentorship', participantEmail: `p${index % 2_000}@people.example`, volunteerEmail: `m${index % 200}@bench.example`, scheduledAt: at, completedAt: at, durationMinutes: 45, rating: 4 });
  const id = `${name}-${index}`;
  const timestamp = Math.floor(Date.now() / 1000);
  const begun = performance.now();
  return new Promise((resolve) => {
    const request = http.request(url, { agent, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': sign(secret, id, timestamp, body) } }, (response) => {
      response.resume().on('end', () => {
        times.push(performance.now() - begun);
        if (response.statusCode === 202) sent += 1;
        else failed += 1;
        resolve();
      });
    });
    request.on('error', () => { failed += 1; resolve(); });
    request.end(body);
  });
}

const begun = performance.now();
const until = begun + seconds * 1000;
let index = 0;
if (perSecond === null) {
  await Promise.all(Array.from({ length: connections }, async () => { while (performance.now() < until) await once(index++); }));
} else {
  const open: Promise<void>[] = [];
  while (performance.now() < until) {
    while (index < ((performance.now() - begun) / 1000) * perSecond) open.push(once(index++));
    await pause(1);
  }
  await Promise.all(open);
}
const took = (performance.now() - begun) / 1000;
agent.destroy();
times.sort((a, b) => a - b);
console.log(JSON.stringify({ perSecond: Math.round(sent / took), failed, p50: times[Math.floor(times.length * 0.5)], p95: times[Math.floor(times.length * 0.95)], p99: times[Math.floor(times.length * 0.99)] }));
