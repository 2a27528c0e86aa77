/** What the prebuilt dashboards ask, recorded from their pages, and how long a Hearth takes to answer it. */
import { openBrowser } from '@/bench/browser';
import { timed } from '@/bench/table';
import type { TestHearth } from '@/e2e/hearth';
import { questionsOf } from '@/e2e/questions';
import type { Answer } from '@/lib/model/answer';
import type { QueryRequest } from '@/lib/model/api';
import type { AnswerLine } from '@/lib/model/query-batch';

/** A page's questions: everything that it asked until all its panels were filled. */
export interface Asked {
  readonly slug: string;
  readonly last: string;
  /** Per request: the questions that travelled in it. */
  readonly requests: readonly (readonly QueryRequest[])[];
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
      const requests: (readonly QueryRequest[])[] = [];
      const failures: string[] = [];
      page.on('request', (request) => {
        if (new URL(request.url()).pathname === '/api/query') requests.push(questionsOf(request));
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
      recorded.push({ slug, last, requests });
    }
  }
  await browser.close();
  return recorded;
}

/** Milliseconds until all of `requests` are answered by `ask`, as many at once as a browser has under way. */
export async function askAll<T>(requests: readonly T[], ask: (request: T) => Promise<unknown>): Promise<number> {
  const waiting = requests.values();
  const worker = async () => {
    for (const next of waiting) await ask(next);
  };
  return timed(() => Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker)));
}

/** Asks a Hearth over HTTP what travels in one request, as the pages do. Throws with what it said when a question was not answered. */
export function asker(hearth: TestHearth): (questions: readonly QueryRequest[]) => Promise<Answer[]> {
  return async (questions) => {
    const [first] = questions;
    const response = await fetch(`${hearth.app}/api/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: hearth.app },
      body: JSON.stringify(questions.length === 1 ? first : { queries: questions }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status}: ${text}`);
    if (questions.length === 1) return [JSON.parse(text) as Answer];
    return text
      .trimEnd()
      .split('\n')
      .map((line) => {
        const told = JSON.parse(line) as AnswerLine;
        if (!('answer' in told)) throw new Error(`${told.status}: ${told.error.message}`);
        return told.answer;
      });
  };
}
