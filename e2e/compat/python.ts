/** The Python side: an environment of its own with the packages that requirements.txt names, and programs run in it. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The interpreter of a virtual environment with the requirements installed; made on first use, found again after that.
 * Throws a sentence when there is no Python, or when the packages cannot be had.
 */
export function preparePython(root: string, requirements: string): string {
  const python = ['python3', 'python'].find((name) =>
    /Python 3\.(1\d|[2-9]\d)\./.test(spawnSync(name, ['--version'], { encoding: 'utf8' }).stdout ?? ''),
  );
  if (!python) throw new Error('There is no Python 3.10 or newer on this machine (python3): install it, then run this again.');
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = path.join(root, '.venv', `compat-${version}`);
  const interpreter = path.join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const done = path.join(folder, 'installed');
  if (existsSync(done)) return interpreter;
  console.log('Installing the Python packages of requirements.txt …');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  execute(python, ['-m', 'venv', folder], 'The virtual environment could not be made (Debian: apt install python3-venv)');
  execute(
    interpreter,
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements],
    'pip could not install requirements.txt',
  );
  writeFileSync(done, '');
  return interpreter;
}

function execute(command: string, args: readonly string[], sentence: string): void {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${sentence}:\n${stdout}${stderr}`);
}

/** A program that runs: its first line of output, a way to let it go on, and how it ended. */
export interface Program {
  /** The first whole line on stdout; rejects when it ends without one. */
  readonly line: Promise<string>;
  /** Sends it a line on stdin. */
  goOn(): void;
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

/** Runs a Python program with `env` beside what Python needs of this process's; nothing else of it, least of all OTEL_*. */
export function runProgram(interpreter: string, args: readonly string[], env: Readonly<Record<string, string>>): Program {
  const { PATH = '', HOME = '', LANG = 'C.UTF-8' } = process.env;
  const child = spawn(interpreter, [...args], {
    // Next's types insist on NODE_ENV in every environment; Python doesn't mind.
    env: { NODE_ENV: 'production', PATH, HOME, LANG, PYTHONUNBUFFERED: '1', ...env },
    stdio: 'pipe',
  });
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stderr }));
  });
  const line = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      const end = stdout.indexOf('\n');
      if (end !== -1) resolve(stdout.slice(0, end));
    });
    ended.then(({ code }) => reject(new Error(`${args[0]} ended with code ${code} before it had anything to say:\n${stderr}`)), reject);
  });
  return { line, goOn: () => void child.stdin.write('\n'), ended };
}
