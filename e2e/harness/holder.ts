import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countDeed } from './deeds.ts';
import type { Drover } from './drover.ts';
import { type Account, accountOf, childrenOf, isAlive } from './proc.ts';

/** The holder of one session. */
export class Holder {
  readonly pid: number;
  readonly agentPid: number;

  private constructor({ holderPid, agentPid }: { holderPid: number; agentPid: number }) {
    this.pid = holderPid;
    this.agentPid = agentPid;
  }

  /** Throws when it has not written its file yet. */
  static of({ stateDir }: Pick<Drover, 'stateDir'>, sessionId: string): Holder {
    return new Holder(JSON.parse(readFileSync(join(stateDir, 'sessions', sessionId, 'holder.json'), 'utf8')));
  }

  get account(): Account {
    return accountOf(this.pid);
  }

  /** The most memory that it ever had; 0 when it is gone. */
  get peakBytes(): number {
    return isAlive(this.pid) ? this.account.peakBytes : 0;
  }

  kill(): void {
    countDeed('holder killed');
    process.kill(this.pid, 'SIGKILL');
  }

  /** Stops it in its tracks; its connections stay open. */
  suspend(): void {
    countDeed('holder suspended');
    process.kill(this.pid, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  /** Ends the producer that its shell runs, after a whole line. */
  endProducer(): void {
    for (const pid of childrenOf(this.agentPid)) process.kill(pid, 'SIGTERM');
  }
}

/** Sockets of holders, of which each running session has one. */
export const holderSockets = ({ stateDir }: Pick<Drover, 'stateDir'>): string[] =>
  readdirSync(join(stateDir, 'run'));
