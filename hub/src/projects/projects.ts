import type {
  ConversationList,
  Host,
  HostId,
  ProfileName,
  ProjectDetails,
  ProjectList,
  RemovedWorktree,
  RemoveWorktree,
  RestoredWorktree,
  RestoreWorktree,
  WorktreeList,
} from '@drover/protocol';
import type { z } from 'zod';
import type { AuditStore } from '../audit/audit-store.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Identity } from '../people/identity.ts';
import type { HostCommands } from '../relay/host-commands.ts';

type Parts = { fleet: Fleet; hostCommands: HostCommands; audit: AuditStore };

/** The projects, conversations and worktrees of a host. All is asked of its daemon, and nothing kept. */
export class Projects {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** As the host saw them last, or, to `refresh`, as they are now. */
  list(hostId: HostId, refresh: boolean): Promise<ProjectList> {
    return this.#parts.hostCommands.ask(this.#host(hostId), 'list_projects', { refresh });
  }

  inspect(hostId: HostId, path: string): Promise<ProjectDetails> {
    return this.#parts.hostCommands.ask(this.#host(hostId), 'inspect_project', { path });
  }

  conversations(
    hostId: HostId,
    where: { profile: z.infer<typeof ProfileName>; path: string },
  ): Promise<ConversationList> {
    return this.#parts.hostCommands.ask(this.#host(hostId), 'list_conversations', where);
  }

  worktrees(hostId: HostId): Promise<WorktreeList> {
    return this.#parts.hostCommands.ask(this.#host(hostId), 'list_worktrees', {});
  }

  async removeWorktree(hostId: HostId, wanted: RemoveWorktree, actor: Identity): Promise<RemovedWorktree> {
    const { hostCommands } = this.#parts;
    const host = this.#host(hostId);
    const removal = hostCommands.answerOf(host, 'remove_worktree', wanted).then((removed) => {
      const { path, how } = wanted;
      const saved = removed.rescue && { ref: removed.rescue.ref };
      this.#record(actor, 'worktree_removed', host, { path, how: how.kind, ...saved });
      return removed;
    });
    return hostCommands.inTime(host, MAYBE_REMOVED, removal);
  }

  async restoreWorktree(hostId: HostId, wanted: RestoreWorktree, actor: Identity): Promise<RestoredWorktree> {
    const { hostCommands } = this.#parts;
    const host = this.#host(hostId);
    const restoration = hostCommands.answerOf(host, 'restore_worktree', wanted).then((restored) => {
      this.#record(actor, 'worktree_restored', host, { path: restored.path, ref: wanted.ref });
      return restored;
    });
    return hostCommands.inTime(host, MAYBE_RESTORED, restoration);
  }

  #host(hostId: HostId): Host {
    return this.#parts.fleet.host(hostId);
  }

  /** Whenever the host has done it, also when the person has been told not to wait. */
  #record({ userId, address }: Identity, action: string, { hostId }: Host, detail: Record<string, unknown>) {
    this.#parts.audit.record({ actor: userId, action, subject: hostId, address, detail });
  }
}

const MAYBE_REMOVED = 'the worktree may have been removed. The list will show it if it was not.';
const MAYBE_RESTORED = 'the worktree may have been restored. The list will show it if it was.';
