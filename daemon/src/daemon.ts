import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { AttachmentDesk, type DeskEvents } from './attachments/desk.ts';
import { commandHandlers } from './command-handlers.ts';
import type { DaemonConfig } from './config.ts';
import { Door } from './door/door.ts';
import { DoorPort } from './door/door-port.ts';
import { FactsOutbox } from './facts-outbox.ts';
import { headOf } from './git/index.ts';
import { HostProfiles } from './host-profiles.ts';
import { Learners } from './learners.ts';
import { Limiter } from './limits/index.ts';
import { Commands } from './link/commands.ts';
import { HubLink } from './link/hub-link.ts';
import { PictureClock, pictureMessages } from './pictures.ts';
import { inputDenial } from './policy/index.ts';
import { StartedWith } from './profiles/index.ts';
import { lastSessions, Projects } from './projects/index.ts';
import { StateDir } from './sessions/session-dir.ts';
import { Sessions } from './sessions/sessions.ts';
import { SpawnPlanner } from './spawn/planner.ts';
import { Screens } from './terminal/screens.ts';
import { tokenComplaint } from './token.ts';
import { Upkeep } from './upkeep.ts';
import { DAEMON_VERSION } from './version.ts';
import { Worktrees } from './worktrees/index.ts';

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
  const startedWith = new StartedWith(state, (name) => profiles.find(name));
  const { roots, plainDirectories, scan } = config.policy;
  const learners = new Learners({
    ...{ screens, home, log, hostEnv: process.env, stateDir: config.stateDir },
    answerDenial: inputDenial(config.policy),
    profileOf: (session) => startedWith.of(session),
    sessions: () => sessions,
  });
  const projects = new Projects({
    ...{ roots, home },
    rules: { ...scan, plainDirectories },
    lastSessions: () => lastSessions(sessions.all),
    log: log.child({ part: 'projects' }),
  });
  const resolveProject = (path: string) => projects.resolve(path);
  const door = await Door.open({
    port: new DoorPort(config.stateDir),
    knows: learners.activity.knows,
    routes: { hook: learners.activity.heard },
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
  const planner = new SpawnPlanner({
    ...{ profiles, state, home },
    ...{ resolveProject, worktrees, headOf },
    conversations: learners.conversations,
    findSession: (sessionId) => sessions.get(sessionId),
    signalsUrl: (token) => door.urlOf(token),
    shellIntegration: join(import.meta.dirname, 'shell/integration'),
    hostEnv: process.env,
    log: log.child({ part: 'spawn' }),
  });
  const sessions: Sessions = new Sessions({
    ...{ state, screens },
    plan: (request) => planner.plan(request),
    watchers: learners.watchers,
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
  const handlers = commandHandlers({ sessions, projects, worktrees, profiles, learners });
  const commands = new Commands(handlers, log.child({ part: 'commands' }));
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
      learners.stop();
      projects.stop();
      await screens.stop();
    },
  };
}
