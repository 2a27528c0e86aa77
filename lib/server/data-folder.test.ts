import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeDataFolder } from '@/lib/server/data-folder';

let base: string;
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'hearth-folder-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

it('makes the folder, and has it alone until it is released', async () => {
  const folder = path.join(base, 'a', 'b');
  const taken = await takeDataFolder(folder);
  await expect(takeDataFolder(folder)).rejects.toMatchObject({
    name: 'StartupFault',
    message: `The data folder ${folder} is in use by another Hearth: stop that one, or set HEARTH_DATA_DIR to another folder.`,
  });
  await taken.release();
  expect(existsSync(path.join(folder, 'hearth.lock'))).toBe(false);
  await (await takeDataFolder(folder)).release();
});

it('locks a folder whose name is too long for a socket', async () => {
  const folder = path.join(base, 'x'.repeat(120));
  const taken = await takeDataFolder(folder);
  await expect(takeDataFolder(folder)).rejects.toThrow(/in use by another Hearth/);
  const other = await takeDataFolder(path.join(base, 'y'.repeat(120)));
  await taken.release();
  await other.release();
});

it('is not kept by a process that was killed', async () => {
  const lock = path.join(base, 'hearth.lock');
  const holder = path.join(base, 'holder.cjs');
  writeFileSync(holder, `require('node:net').createServer().listen(${JSON.stringify(lock)}, () => process.send('held'));`);
  const child = fork(holder);
  await once(child, 'message');
  await expect(takeDataFolder(base)).rejects.toThrow(/in use by another Hearth/);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(existsSync(lock)).toBe(true);
  await (await takeDataFolder(base)).release();
});

it('says that it cannot be used', async () => {
  const file = path.join(base, 'file');
  writeFileSync(file, '');
  await expect(takeDataFolder(file)).rejects.toThrow(
    `The data folder ${file} cannot be read and written (EEXIST): set HEARTH_DATA_DIR to a folder that this user may use.`,
  );
  await expect(takeDataFolder(path.join(file, 'below'))).rejects.toThrow(/\(ENOTDIR\)/);
});
