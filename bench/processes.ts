/** What a process uses, as the kernel counts it (Linux). */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const TICKS_PER_SECOND = 100;

/** Resident memory in MiB. */
export function residentMib(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) / 1024;
}

/** Processor seconds so far, user and system. */
export function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Share of one processor used over `seconds`. */
export async function processorShare(pid: number, seconds: number): Promise<number> {
  const before = processorSeconds(pid);
  await sleep(seconds * 1_000);
  return (processorSeconds(pid) - before) / seconds;
}
