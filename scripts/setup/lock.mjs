import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { toolchain } from './versions.mjs';

const POLL_MS = 200;
const lock = path.join(toolchain, 'setup.lock');

/** Lets one set-up at a time work on .toolchain and node_modules; the others wait for it. */
export async function withSetupLock(work) {
  mkdirSync(toolchain, { recursive: true });
  let told = false;
  while (!take()) {
    if (!told)
      console.error(`Waiting for another set-up of this folder to end. If none is under way, delete ${lock}`);
    told = true;
    await delay(POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isAlive(holder())) rmSync(lock, { force: true });
    return false;
  }
}

function holder() {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return Number.NaN;
  }
}

function isAlive(pid) {
  // Written in two steps, the file may be empty for a moment: that counts as alive.
  if (!Number.isInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
