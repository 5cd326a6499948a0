import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ProjectDetails } from '@drover/protocol';
import type { Logger } from 'pino';
import { ActivityWatcher } from './activity/index.ts';
import { AttachmentDesk, type DeskEvents } from './attachments/desk.ts';
import { Changes, GitWatcher } from './changes/index.ts';
import type { DaemonConfig } from './config.ts';
import { Conversations, ConversationWatcher, heldBy, listConversations } from './conversations/index.ts';
import { Door } from './door/door.ts';
import { DoorPort } from './door/door-port.ts';
import { FactsOutbox } from './facts-outbox.ts';
import { headOf } from './git/index.ts';
import { HostProfiles } from './host-profiles.ts';
import { Limiter } from './limits/index.ts';
import { Commands } from './link/commands.ts';
import { HubLink } from './link/hub-link.ts';
import { McpWatcher } from './mcp/index.ts';
import { PictureClock, pictureMessages } from './pictures.ts';
import { inputDenial } from './policy/index.ts';
import { lastSessions, Projects } from './projects/index.ts';
import { StateDir } from './sessions/session-dir.ts';
import { Sessions } from './sessions/sessions.ts';
import { ShellWatch } from './shell/shell-watch.ts';
import { SpawnPlanner } from './spawn/planner.ts';
import { Screens } from './terminal/screens.ts';
import { tokenComplaint } from './token.ts';
import { Upkeep } from './upkeep.ts';
import { DAEMON_VERSION } from './version.ts';
import { projectSetup, Worktrees } from './worktrees/index.ts';

/** The running daemon; `stop` leaves all sessions alone. */
export type Daemon = {
  sessionsAlive: () => number;
  endSessions: () => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * Builds the daemon's parts, finds the sessions of the daemon before, and connects to the hub. Long, as this is the one
 * place where all parts meet.
 */
export async function startDaemon(
  config: DaemonConfig,
  log: Logger,
  onConnected: () => void,
): Promise<Daemon> {
  const limiter = Limiter.onThisMachine(config.policy.limits);
  const { file, limits } = config.policy;
  log.info({ part: 'policy', file, limits, enforcedBy: limiter.enforcedBy }, 'the policy of this machine');
  if (limiter.complaint) log.warn({ part: 'policy' }, limiter.complaint);
  const openToken = tokenComplaint(config.tokenFile);
  if (openToken) log.warn({ part: 'token' }, openToken);
  const home = homedir();
  const profiles = new HostProfiles({
    ...config,
    enforcedBy: limiter.enforcedBy,
    env: process.env,
    home,
    version: DAEMON_VERSION,
    log: log.child({ part: 'profiles' }),
  });
  const screens: Screens = new Screens({
    reply: (sessionId, text) => sessions.find(sessionId)?.reply(text),
    parsed: (sessionId, offset) => sessions.find(sessionId)?.parsed(offset),
    title: (sessionId, title) => sessions.find(sessionId)?.setTitle(title),
    mark: (sessionId, mark) => sessions.find(sessionId)?.marked(mark),
    pictures: (pictures) => {
      for (const message of pictureMessages(pictures)) link.tell('pictures', message);
    },
    died: (error) => {
      log.error({ err: error }, 'the screen thread died; screens are built anew');
      sessions.reopenScreens();
    },
  });
  const facts = new FactsOutbox((told) => link.tell('session', told));
  const state = new StateDir(config.stateDir);
  const { roots, plainDirectories, scan } = config.policy;
  const tool = { hostEnv: process.env, home };
  const profileOf = (name: string) => profiles.find(name);
  const allSessions = () => [...sessions.running, ...sessions.ended];
  const projects = new Projects({
    ...{ roots, home },
    rules: { ...scan, plainDirectories },
    lastSessions: () => lastSessions(allSessions()),
    log: log.child({ part: 'projects' }),
  });
  const resolveProject = (path: string) => projects.resolve(path);
  const conversations = new Conversations({ ...tool, heldBy: (name) => heldBy(sessions.running, name) });
  const conversationWatcher = new ConversationWatcher({
    ...{ conversations, profileOf },
    sessions: allSessions,
    log: log.child({ part: 'conversations' }),
  });
  const mcpWatcher = new McpWatcher({ ...tool, profileOf, log: log.child({ part: 'mcp' }) });
  const activity = new ActivityWatcher({
    ...{ profileOf, screens, stateDir: config.stateDir },
    conversation: (session, conversationId) => conversationWatcher.told(session, conversationId),
  });
  const door = await Door.open({
    port: new DoorPort(config.stateDir),
    knows: activity.knows,
    routes: { hook: activity.heard },
    log: log.child({ part: 'door' }),
  });
  const worktrees = new Worktrees({
    ...{ stateDir: config.stateDir, roots },
    resolveProject,
    projects: () => projects.repositories(),
    sessions: {
      running: () => sessions.running,
      isStarting: (sessionId) => sessions.isStarting(sessionId),
    },
    log: log.child({ part: 'worktrees' }),
  });
  const gitWatcher = new GitWatcher({ log: log.child({ part: 'git' }) });
  const changes = new Changes(log.child({ part: 'changes' }));
  const planner = new SpawnPlanner({
    ...{ profiles, state, home },
    resolveProject,
    worktrees,
    conversations,
    findSession: (sessionId) => sessions.get(sessionId),
    headOf,
    signalsUrl: (token) => door.urlOf(token),
    shellIntegration: join(import.meta.dirname, 'shell/integration'),
    hostEnv: process.env,
    log: log.child({ part: 'spawn' }),
  });
  const sessions: Sessions = new Sessions({
    ...{ state, screens },
    plan: (request) => planner.plan(request),
    watchers: [
      activity,
      conversationWatcher,
      gitWatcher,
      changes,
      mcpWatcher,
      new ShellWatch((name) => profileOf(name)?.shell ?? false),
    ],
    limiter,
    maxRunning: config.policy.maxSessions,
    events: {
      facts: (told, urgent) => facts.put(told, urgent),
      output: (session) => desk.output(session),
      viewerState: (state) => link.tell('attachment-state', state),
    },
    log: log.child({ part: 'sessions' }),
  });
  const deskEvents: DeskEvents = {
    frame: (frame) => link.sendFrame(frame),
    inputResult: (result) => {
      if (result.refused) upkeep.metrics.inputRefused(result.refused.code);
      link.tell('input-result', result);
    },
    detached: (detached) => link.tell('detached', detached),
  };
  const findSession = (sessionId: string) => sessions.get(sessionId);
  const desk: AttachmentDesk = new AttachmentDesk(findSession, deskEvents, {
    ...config,
    inputDenial: inputDenial(config.policy),
  });
  const pictures = new PictureClock((all) => screens.askPictures(all));
  const commands = new Commands(
    {
      spawn: (request) => sessions.spawn(request),
      stop: ({ sessionId }) => sessions.stop(sessionId),
      list_projects: (wish) => projects.list(wish),
      inspect_project: async ({ path }) => {
        const known = await projects.inspect(path);
        return { ...known, ...(await projectSetup(known.path)) } satisfies ProjectDetails;
      },
      list_conversations: (wish) =>
        listConversations(wish, { conversations, profiles, sessions: allSessions, resolveProject }),
      list_worktrees: () => worktrees.list(),
      remove_worktree: async (request) => {
        await changes.whenKeptBelow(request.path);
        return worktrees.remove(request);
      },
      restore_worktree: (request) => worktrees.restore(request),
      read_changes: ({ sessionId }) => changes.of(sessions.get(sessionId)),
      answer_ask: ({ sessionId, askId, answer }) => activity.answer(sessions.get(sessionId), askId, answer),
      report_activity: ({ sessionId, report }) => activity.report(sessions.get(sessionId), report),
    },
    log.child({ part: 'commands' }),
  );
  const link: HubLink = new HubLink({
    ...config,
    instanceId: randomUUID(),
    describe: () => {
      facts.clear();
      return { facts: profiles.facts(), sessions: sessions.facts() };
    },
    on: {
      attach: (request) => desk.attach(request),
      detach: ({ attachId }) => desk.detach(attachId),
      ack: (ack) => desk.acknowledge(ack),
      resize: (resize) => desk.resize(resize),
      control: ({ attachId }) => desk.takeControl(attachId),
      pictures: ({ wanted }) => pictures.set(wanted),
      forget: ({ sessionId }) => sessions.forget(sessionId),
    },
    command: (message, hubNow) => commands.answer(message, hubNow),
    input: (frame) => desk.input(frame),
    up: ({ picturesWanted }) => {
      facts.flush(); // what has changed since the hello
      pictures.set(picturesWanted);
      upkeep.hubUp();
      onConnected();
    },
    down: () => {
      upkeep.hubDown();
      pictures.set(false);
      desk.detachAll();
    },
    log: log.child({ part: 'link' }),
  });

  const upkeep = new Upkeep(config, sessions, link, log);

  await sessions.adopt();
  await upkeep.start();
  profiles.watch((told) => link.tell('host', told));
  projects.begin();
  link.connect();
  return {
    sessionsAlive: () => sessions.running.length,
    endSessions: () => sessions.endAll(),
    stop: async () => {
      upkeep.stop();
      profiles.unwatch();
      pictures.set(false);
      facts.flush();
      link.close();
      desk.detachAll();
      sessions.disconnect();
      door.close();
      activity.stop();
      conversationWatcher.stop();
      gitWatcher.stop();
      projects.stop();
      mcpWatcher.stop();
      await screens.stop();
    },
  };
}
