import type { ProjectDetails } from '@drover/protocol';
import { listConversations } from './conversations/index.ts';
import type { HostProfiles } from './host-profiles.ts';
import type { Learners } from './learners.ts';
import type { CommandHandlers } from './link/commands.ts';
import type { Projects } from './projects/index.ts';
import type { Sessions } from './sessions/sessions.ts';
import { projectSetup, type Worktrees } from './worktrees/index.ts';

type Parts = {
  sessions: Sessions;
  projects: Projects;
  worktrees: Worktrees;
  profiles: HostProfiles;
  learners: Learners;
};

/** Which part carries out which command of the hub. */
export function commandHandlers({
  sessions,
  projects,
  worktrees,
  profiles,
  learners,
}: Parts): CommandHandlers {
  const { conversations, changes, activity } = learners;
  return {
    spawn: (request) => sessions.spawn(request),
    stop: ({ sessionId }) => sessions.stop(sessionId),
    list_projects: (wish) => projects.list(wish),
    inspect_project: async ({ path }) => {
      const known = await projects.inspect(path);
      return { ...known, ...(await projectSetup(known.path)) } satisfies ProjectDetails;
    },
    list_conversations: (wish) =>
      listConversations(wish, {
        ...{ conversations, profiles },
        sessions: () => sessions.all,
        resolveProject: (path) => projects.resolve(path),
      }),
    list_worktrees: () => worktrees.list(),
    remove_worktree: async (request) => {
      await changes.whenKeptBelow(request.path);
      return worktrees.remove(request);
    },
    restore_worktree: (request) => worktrees.restore(request),
    read_changes: ({ sessionId }) => changes.of(sessions.get(sessionId)),
    answer_ask: ({ sessionId, askId, answer }) => activity.answer(sessions.get(sessionId), askId, answer),
    report_activity: ({ sessionId, report }) => activity.report(sessions.get(sessionId), report),
  };
}
