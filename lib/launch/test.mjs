// `npm test`: lint, types, unit and contract tests, the build, and the browser tests; closes on "N passed, N failed".
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
const whole = (command, args) => () => (run(command, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

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
  const good = run(bin('vitest'), ['run', '--config', 'lib/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
  const report = readReport(file);
  return counts(report?.numPassedTests, report?.numFailedTests, good);
}

function browser() {
  const file = path.join(reports, 'browser.json');
  const chromium = ensureChromium();
  const good = run(bin('playwright'), ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    ...(chromium ? { HEARTH_CHROMIUM: chromium } : {}),
  });
  const stats = readReport(file)?.stats;
  return counts(stats?.expected, stats && stats.unexpected + stats.flaky + stats.skipped, good);
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
const total = { passed: 0, failed: 0 };
for (const [name, step] of Object.entries(steps)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n── ${name}`);
  const started = Date.now();
  const { passed, failed } = step();
  console.log(`── ${name}: ${passed} passed, ${failed} failed, ${Math.round((Date.now() - started) / 1000)} s`);
  total.passed += passed;
  total.failed += failed;
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
