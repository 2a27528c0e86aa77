// `npm test`: lint, types, unit and contract tests, the build, and the browser tests; closes on what failed, with its
// message, and "N passed, N failed", so that the end of a long log is enough.
// With arguments, only the steps named: `npm test -- unit browser`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureChromium, ensurePostgres } from './programs.mjs';

const reports = mkdtempSync(path.join(tmpdir(), 'hearth-tests-'));
const bin = (name) => path.join('node_modules/.bin', name);

function run(command, args, env = {}) {
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env } }).status === 0;
}

/** A step that passes or fails as one. */
const whole = (command, args) => () => (run(command, args) ? { passed: 1, failed: 0, told: [] } : { passed: 0, failed: 1, told: [] });

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // the runner ended before it wrote one: counted as a failure below
  }
}

function unit() {
  ensurePostgres();
  const file = path.join(reports, 'unit.json');
  const good = run(bin('vitest'), [
    'run',
    '--config',
    'lib/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = readReport(file);
  return { ...counts(report?.numPassedTests, report?.numFailedTests, good), told: (report?.testResults ?? []).flatMap(unitFailures) };
}

/** The failed tests of a file of vitest's report, a sentence each; a file that did not load is one. */
function unitFailures({ name, message, assertionResults }) {
  const file = path.relative(process.cwd(), name);
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  if (failed.length === 0 && message) return [told(file, message)];
  return failed.map((test) => told(`${file} › ${test.fullName}`, test.failureMessages.join('\n')));
}

function browser() {
  const file = path.join(reports, 'browser.json');
  const chromium = ensureChromium();
  const good = run(bin('playwright'), ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    ...(chromium ? { HEARTH_CHROMIUM: chromium } : {}),
  });
  const report = readReport(file);
  const stats = report?.stats;
  return {
    ...counts(stats?.expected, stats && stats.unexpected + stats.flaky + stats.skipped, good),
    told: (report?.suites ?? []).flatMap(browserFailures),
  };
}

/** The tests of a suite of Playwright's report, and of the suites within, that did not simply pass. */
function browserFailures({ specs, suites = [] }) {
  const here = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status !== 'expected')
      .map(({ status, results }) =>
        told(
          `${spec.file}:${spec.line} › ${spec.title} (${status})`,
          results.flatMap(({ errors }) => errors.map(({ message }) => message)).join('\n'),
        ),
      ),
  );
  return [...here, ...suites.flatMap(browserFailures)];
}

/** Lines of a failure's message that are repeated at the end: enough for what was expected and what came. */
const MESSAGE_LINES = 20;

function told(title, message) {
  const lines = message.split('\n').slice(0, MESSAGE_LINES);
  return [`✘ ${title}`, ...lines.map((line) => `    ${line}`)].join('\n');
}

/** A runner that fails without a failed test (a crash, a file that doesn't load) is one failure. */
function counts(passed = 0, failed = 0, good = false) {
  return { passed, failed: good ? failed : Math.max(failed, 1) };
}

const steps = {
  lint: whole(bin('eslint'), ['.', '--max-warnings', '0']),
  types: whole(bin('tsc'), ['-p', '.']),
  unit,
  build: whole(process.execPath, ['lib/launch/build.mjs']),
  browser,
};

const chosen = process.argv.slice(2);
const total = { passed: 0, failed: 0, told: [] };
for (const [name, step] of Object.entries(steps)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n── ${name}`);
  const started = Date.now();
  const { passed, failed, told } = step();
  console.log(`── ${name}: ${passed} passed, ${failed} failed, ${Math.round((Date.now() - started) / 1000)} s`);
  total.passed += passed;
  total.failed += failed;
  total.told.push(...(failed > 0 && told.length === 0 ? [`✘ ${name}`] : told));
}
rmSync(reports, { recursive: true, force: true });
if (total.told.length > 0) console.log(`\n── what failed\n${total.told.join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
