/** What the prebuilt dashboards ask, recorded from their pages, and how long a Hearth takes to answer it. */
import { openBrowser } from '@/bench/browser';
import { timed } from '@/bench/table';
import type { TestHearth } from '@/e2e/hearth';
import type { Answer } from '@/lib/model/answer';
import type { QueryRequest } from '@/lib/model/api';

/** A page's questions: everything that it asked until all its panels were filled. */
export interface Asked {
  readonly slug: string;
  readonly last: string;
  readonly questions: readonly QueryRequest[];
}

/** Requests that a browser has under way to one host at most. */
const SIDE_BY_SIDE = 6;

/** For a page whose store answers slowly, in ms. */
const PATIENCE = 120_000;

/** All panels are nearly in view at this height. */
const TALL = 12_000;

/** Opens each dashboard over each window (`24h`, `30d`) in a browser and notes what it asks. Throws when a question fails. */
export async function recordDashboards(hearth: TestHearth, slugs: readonly string[], windows: readonly string[]): Promise<Asked[]> {
  const browser = await openBrowser();
  const recorded: Asked[] = [];
  for (const slug of slugs) {
    for (const last of windows) {
      const page = await browser.newPage({ viewport: { width: 1440, height: TALL } });
      const questions: QueryRequest[] = [];
      const failures: string[] = [];
      page.on('request', (request) => {
        if (new URL(request.url()).pathname === '/api/query') questions.push(request.postDataJSON() as QueryRequest);
      });
      page.on('response', (response) => {
        if (new URL(response.url()).pathname === '/api/query' && !response.ok()) failures.push(`${slug}: ${response.status()}`);
      });
      const begun = page.waitForRequest((request) => new URL(request.url()).pathname === '/api/query', { timeout: PATIENCE });
      await page.goto(`${hearth.app}/dashboards/${slug}?t=${last}`, { waitUntil: 'networkidle', timeout: PATIENCE });
      await begun;
      // a panel may ask once more when it has the first answer
      await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null, undefined, { timeout: PATIENCE });
      await page.close();
      if (failures.length > 0) throw new Error(`Questions of a page failed: ${failures.join(', ')}`);
      recorded.push({ slug, last, questions });
    }
  }
  await browser.close();
  return recorded;
}

/** Milliseconds until all of `questions` are answered by `ask`, as many at once as a browser has under way. */
export async function askAll(questions: readonly QueryRequest[], ask: (question: QueryRequest) => Promise<unknown>): Promise<number> {
  const waiting = [...questions];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await ask(next);
  };
  return timed(() => Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker)));
}

/** Asks a Hearth over HTTP. Throws with what it said when that is not 200. */
export function asker(hearth: TestHearth): (question: QueryRequest) => Promise<Answer> {
  return async (question) => {
    const response = await fetch(`${hearth.app}/api/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: hearth.app },
      body: JSON.stringify(question),
    });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
}
