/**
 * The compatibility test: real Python SDKs, unmodified, against a real Hearth. `npm run test:compat`, or
 * `npx tsx e2e/compat/check.ts`; arguments go to Hearth's start script (`--dev` leaves out the build).
 */
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { Ask } from '@/e2e/compat/ask';
import { checkLogfire } from '@/e2e/compat/logfire-checks';
import { checkOtel } from '@/e2e/compat/otel-checks';
import { preparePython } from '@/e2e/compat/python';
import { Report } from '@/e2e/compat/report';
import { startTestHearth } from '@/e2e/hearth';

const folder = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(folder, '../..');
const report = new Report();

/** A part that cannot go on is one failure, and the next part begins. */
const part = async (name: string, run: () => Promise<void>): Promise<void> => {
  try {
    await run();
  } catch (error) {
    await report.check(name, () => Promise.reject(error));
  }
};

await part('the test can run', async () => {
  const interpreter = preparePython(root, path.join(folder, 'requirements.txt'));
  const hearth = await startTestHearth({ args: process.argv.slice(2) });
  const ask = new Ask(hearth.app);
  try {
    await part('Logfire', () => checkLogfire(report, ask, interpreter, folder, hearth.otlpHttp));
    await part('OTLP/HTTP', () => checkOtel(report, ask, interpreter, folder, 'http', hearth.otlpHttp));
    await part('OTLP/gRPC', () => checkOtel(report, ask, interpreter, folder, 'grpc', hearth.otlpGrpc));
  } finally {
    const code = await hearth.stop();
    await report.check('Hearth stops cleanly', () => {
      if (code !== 0) throw new Error(`It ended with code ${code}.`);
    });
    await hearth.dispose();
    if (report.failed) console.log(`\nWhat Hearth printed:\n${hearth.output()}`);
  }
});
process.exitCode = report.close() ? 0 : 1;
