import { randomBytes } from 'node:crypto';
import type { Profile } from '@drover/profiles';
import type { ConversationChoice, ConversationId, SpawnRequest } from '@drover/protocol';
import type { Logger } from 'pino';
import type { HostProfiles } from '../host-profiles.ts';
import {
  applySeeds,
  keepProfile,
  type LaunchPlan,
  planLaunch,
  writeSessionFiles,
} from '../profiles/index.ts';
import type { StateDir } from '../sessions/session-dir.ts';
import type { SpawnPlan } from './spawn-plan.ts';
import { type Workplace, type WorkplaceParts, workplaceOf } from './workplace.ts';

/** The conversation that an agent is started with. */
export type ChosenConversation = {
  kind: ConversationChoice['kind'];
  /** Null where the tool chooses, or has none. */
  conversationId: ConversationId | null;
  /** What is done otherwise than was asked for, in words. */
  notice: string | null;
};

export type PlannerParts = WorkplaceParts & {
  profiles: Pick<HostProfiles, 'permitted'>;
  conversations: {
    /** Throws `no_conversation` where the profile has no other way. */
    choose(profile: Profile, directory: string, choice: ConversationChoice): Promise<ChosenConversation>;
  };
  /** The commit that a directory's repository has checked out; null where there is none. */
  headOf: (directory: string) => Promise<string | null>;
  /** Where programs of a session tell what they do; null when nobody listens. */
  signalsUrl: (token: string) => string | null;
  state: StateDir;
  /** Folder of Drover's own shell scripts. */
  shellIntegration: string;
  hostEnv: NodeJS.ProcessEnv;
  home: string;
  log: Logger;
};

const TOKEN_BYTES = 32;

/** Plans sessions: which program runs where, with which conversation. */
export class SpawnPlanner {
  readonly #parts: PlannerParts;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
  }

  /** Throws what its parts throw: `unknown_profile`, `path_outside_roots`, `worktree_failed`, `no_conversation`, … */
  async plan(request: SpawnRequest): Promise<SpawnPlan> {
    const profile = this.#parts.profiles.permitted(request.profile, request.prompt !== null);
    const workplace = await workplaceOf(request, this.#parts);
    try {
      return await this.#planAt(workplace, profile, request);
    } catch (error) {
      await workplace.undo();
      throw error;
    }
  }

  async #planAt(workplace: Workplace, profile: Profile, request: SpawnRequest): Promise<SpawnPlan> {
    const { project, directory, worktree, prefix, undo } = workplace;
    const { parentId, model } = request;
    const conversation = await this.#parts.conversations.choose(profile, directory, request.conversation);
    const signalsToken = randomBytes(TOKEN_BYTES).toString('base64url');
    const launch = this.#launch({ profile, directory, conversation, signalsToken, request });
    const [program, ...args] = [...prefix, ...launch.argv];
    return {
      launch: { argv: [program ?? launch.argv[0], ...args], env: launch.env, cwd: directory },
      kept: {
        projectDir: project,
        directory: directory === project ? null : directory,
        ...{ worktree, parentId, model, signalsToken },
        conversationId: conversation.conversationId,
        notice: conversation.notice,
        baseCommit: await this.#parts.headOf(directory),
      },
      prepare: () => this.#prepare(launch, profile, request.sessionId),
      undo,
    };
  }

  #launch(chosen: {
    profile: Profile;
    directory: string;
    conversation: ChosenConversation;
    signalsToken: string;
    request: SpawnRequest;
  }): LaunchPlan {
    const { state, shellIntegration, hostEnv, home, signalsUrl } = this.#parts;
    const { profile, directory, conversation, request, signalsToken } = chosen;
    const { sessionId, prompt, model } = request;
    return planLaunch({
      ...{ profile, sessionId, directory, prompt, model, conversation, shellIntegration, hostEnv, home },
      sessionFiles: state.session(sessionId).filesDir,
      signalsUrl: signalsUrl(signalsToken),
    });
  }

  async #prepare({ files, seeds }: LaunchPlan, profile: Profile, sessionId: string): Promise<void> {
    const { filesDir, profileFile } = this.#parts.state.session(sessionId);
    await keepProfile(profileFile, profile);
    await writeSessionFiles(filesDir, files);
    for (const sentence of applySeeds(seeds)) this.#parts.log.warn(sentence);
  }
}
