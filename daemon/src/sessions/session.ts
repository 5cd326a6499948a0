import { statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { DroverError, type SessionFacts, type SessionReason, type Size } from '@drover/protocol';
import type { OutputSource } from '../attachments/attachment.ts';
import { Viewers, type ViewersEvents } from '../attachments/viewers.ts';
import { SessionGroup } from '../limits/index.ts';
import { listSpool, segmentPath } from '../spool/files.ts';
import { readSizeMarks, SizeTimeline } from '../spool/sizes.ts';
import type { Mark } from '../terminal/marks.ts';
import type { Snapshot } from '../terminal/screen.ts';
import type { Screens } from '../terminal/screens.ts';
import { BOOT_ID, INIT_START } from './boot-id.ts';
import { exitedState, factsOf, type Learned, NOTHING, recordedEnd, type SessionState } from './facts.ts';
import { HolderClient } from './holder-client.ts';
import { type ProcessRef, processRef, runsWith } from './processes.ts';
import { CONTAINER_RESTARTED, DEGRADED, HOLDER_DIED, REBOOTED, STALLED } from './reasons.ts';
import type { ExitFile, SessionDir, SessionRecord } from './session-dir.ts';
import { SessionProcesses } from './session-processes.ts';
import { SessionScreen, type Shown } from './session-screen.ts';
import type { SessionWatcher } from './session-watcher.ts';
import { StallWatch } from './stall-watch.ts';
import { signal } from './stop-ladder.ts';

/** After this, a holder that lives but did not answer is asked again. */
const RETRY_MS = 1_000;

export type SessionEvents = {
  /** Something that `facts` tells has changed; `urgent` when people wait for it. */
  changed: (session: Session, urgent: boolean) => void;
  /** There is more output, or it is complete. */
  output: (session: Session) => void;
  viewerState: ViewersEvents['state'];
  /** All that learns about sessions. */
  watcher: Required<SessionWatcher>;
};

/** One session: its record, its holder while it lives, its output, its viewers. */
export class Session implements OutputSource {
  record: SessionRecord;
  readonly viewers: Viewers;
  readonly screen: SessionScreen;
  epoch = '';
  floor = 0;
  end = 0;
  complete = false;
  sizes = new SizeTimeline();
  title: string | null = null;

  readonly #dir: SessionDir;
  readonly #events: SessionEvents;
  readonly #ended = Promise.withResolvers<void>();
  #state: SessionState = { status: 'starting' };
  #holder: HolderClient | undefined;
  readonly #processes: SessionProcesses;
  #retry: NodeJS.Timeout | undefined;
  readonly #stallWatch = new StallWatch({
    ping: () => this.#holder?.ping() ?? false,
    stalled: () => this.#run(),
  });
  #isDegraded = false;
  #learned = NOTHING;

  constructor(record: SessionRecord, dir: SessionDir, screens: Screens, events: SessionEvents) {
    this.record = record;
    this.#dir = dir;
    this.screen = new SessionScreen(record.sessionId, screens, () => this.#shown());
    this.#events = events;
    this.#processes = new SessionProcesses(
      record.sessionId,
      record.group ? new SessionGroup(record.group) : undefined,
    );
    this.viewers = new Viewers({
      state: events.viewerState,
      resize: (size) => this.#holder?.resize(size),
      count: (count) => {
        this.#stallWatch.watch(count > 0);
        events.changed(this, false);
      },
    });
  }

  get sessionId(): string {
    return this.record.sessionId;
  }

  get spool(): string {
    return this.#dir.spool;
  }

  /** Where it runs. */
  get directory(): string {
    return this.record.directory ?? this.record.projectDir;
  }

  /** Its program, once it is known. */
  get agent(): ProcessRef | undefined {
    return this.#processes.leader;
  }

  get changesFile(): string {
    return this.#dir.changesFile;
  }

  get hasEnded(): boolean {
    return this.complete;
  }

  get endedAt(): number {
    return 'endedAt' in this.#state ? this.#state.endedAt : Number.POSITIVE_INFINITY;
  }

  get isViewed(): boolean {
    return this.viewers.count > 0;
  }

  /** Of output that it has on the disk. */
  get bytes(): number {
    return this.end - this.floor;
  }

  get status(): SessionState['status'] {
    return this.#state.status;
  }

  facts(): SessionFacts {
    return factsOf(this.record, this.#state, {
      epoch: this.epoch || null,
      size: this.sizes.at(this.end) ?? this.record.size,
      title: this.title,
      viewers: this.viewers.count,
      ...this.#learned,
    });
  }

  get learned(): Learned {
    return this.#learned;
  }

  /** Takes what a part of the daemon has found out, and tells it if it is new; at once when it is `urgent`. */
  learn(part: Partial<Learned>, urgent = false): void {
    const learned = { ...this.#learned, ...part };
    if (isDeepStrictEqual(learned, this.#learned)) return;
    this.#learned = learned;
    this.#events.changed(this, urgent);
  }

  /** As `learn`, of what must outlive this daemon. */
  note(part: Partial<Pick<SessionRecord, 'conversationId' | 'notice'>>): void {
    const record = { ...this.record, ...part };
    if (isDeepStrictEqual(record, this.record)) return;
    this.record = record;
    this.#keep(record);
    this.#events.changed(this, false);
  }

  /**
   * Connects to the session's holder, or finds out how the session ended. A holder that lives but does not answer is
   * tried again in the background. What a holder `isNew` prints is answered from its first byte; an older one was
   * answered by the daemon before this one.
   */
  async open(isNew: boolean): Promise<void> {
    try {
      await this.#connect(isNew);
    } catch {
      this.#readSpool();
      // One that has written down its exit has nothing more to say, and is only leaving.
      if (!this.#dir.exit() && this.#holderLives()) this.#openLater(isNew);
      else await this.#settle();
    }
  }

  /** Writes down an end that no holder has seen. */
  endWithout(status: 'failed' | 'lost' | 'exited', reason: SessionReason): void {
    const ended = { status, reason, at: Date.now() };
    this.#keep({ ...this.record, ended });
    this.#finish(recordedEnd(ended));
  }

  /** Ends all processes of the session. Settles when they are gone and the end is known. */
  async stop(): Promise<void> {
    if (this.hasEnded) return;
    this.record = { ...this.record, stopped: true, ended: null };
    this.#keep(this.record);
    this.#wakeHolder();
    const allGone = await this.#processes.end();
    if (!allGone)
      throw new DroverError('internal', 'Some of its processes do not end, not even when killed.');
    await this.#ended.promise;
  }

  /** Rejects with `input_backpressure` or `session_ended`. */
  async input(bytes: Uint8Array): Promise<void> {
    if (this.complete) throw new DroverError('session_ended', 'The session has ended.');
    if (!this.#holder || this.#stallWatch.isStalled)
      throw new DroverError('timeout', "The session's holder does not answer now; try again.");
    await this.#holder.input(bytes);
  }

  /** What the terminal itself answers to a query of the program. */
  reply(text: string): void {
    this.#holder?.reply(Buffer.from(text));
  }

  /** The screen has been parsed up to here. */
  parsed(offset: number): void {
    this.#holder?.parsed(offset);
  }

  setTitle(title: string): void {
    this.title = title;
    this.#events.changed(this, false);
    this.#events.watcher.titled(this);
  }

  marked(mark: Mark): void {
    this.#events.watcher.marked(this, mark);
  }

  snapshot(wanted: number): Promise<Snapshot | undefined> {
    return this.screen.snapshot(wanted);
  }

  /** Does what could not be done when it ended: what outlived it may be gone by now, and a full disk have room. */
  tidy(): void {
    this.#processes.removeGroup();
    this.#dir.rescueRing();
  }

  /** Removes all that is left of an ended session. */
  remove(): void {
    this.screen.close();
    this.viewers.dispose();
    this.#processes.removeGroup();
    this.#dir.remove();
  }

  /** Lets go of the holder, which goes on by itself. */
  disconnect(): void {
    const holder = this.#holder;
    this.#holder = undefined;
    clearTimeout(this.#retry);
    this.#stallWatch.watch(false);
    holder?.close();
    this.viewers.dispose();
  }

  #shown(): Shown {
    const { sessionId, spool, epoch, sizes, end, complete } = this;
    return { sessionId, spool, epoch, file: this.#dir.screenFile, sizes: sizes.all, end, complete };
  }

  async #connect(isNew: boolean): Promise<void> {
    await HolderClient.connect(this.#dir.socketPath, {
      welcome: (holder) => this.#welcomed(holder, isNew),
      grew: (end, floor) => this.#grew(end, floor),
      resized: (offset, size) => this.#resized(offset, size),
      exit: (exit) => this.#exited({ oomKills: 0, ...exit }),
      degraded: (isDegraded) => {
        this.#isDegraded = isDegraded;
        this.#run();
      },
      pong: () => this.#stallWatch.answered(),
      closed: () => void this.#holderClosed(),
    });
  }

  /** Then pids that were written down are those of others now. */
  get #isOfEarlierContainer(): boolean {
    const { initStart } = this.record;
    return initStart !== null && INIT_START !== null && initStart !== INIT_START;
  }

  #holderLives(): boolean {
    const holder = this.#dir.holder();
    return holder !== undefined && !this.#isOfEarlierContainer && runsWith(holder.holderPid, this.#dir.path);
  }

  /** A full disk must keep no session from ending; without a note, the next daemon finds out anew how it ended. */
  #keep(record: SessionRecord): void {
    try {
      this.#dir.write(record);
    } catch (error) {
      if (!(error instanceof DroverError)) throw error;
    }
  }

  /** One that was stopped would sleep through the end of its session. */
  #wakeHolder(): void {
    const holder = this.#dir.holder();
    if (holder && this.#holderLives()) signal(holder.holderPid, 'SIGCONT');
  }

  #openLater(isNew: boolean): void {
    this.#run(STALLED);
    this.#retry = setTimeout(() => void this.open(isNew), RETRY_MS);
  }

  /** Finds out on disk how a session ended that has no holder any more. */
  async #settle(): Promise<void> {
    this.#dir.removeSocket();
    const exit = this.#dir.exit();
    if (this.record.ended) this.#finish(recordedEnd(this.record.ended));
    else if (exit) this.#exited(exit);
    else if (this.record.bootId !== BOOT_ID) this.endWithout('exited', REBOOTED);
    else if (this.#isOfEarlierContainer) this.endWithout('lost', CONTAINER_RESTARTED);
    else await this.#holderDied();
  }

  #welcomed(holder: HolderClient, isNew: boolean): void {
    const { epoch, floor, end } = holder.welcome;
    this.#holder = holder;
    if (this.record.ended) this.record = { ...this.record, ended: null }; // it lives after all
    this.#processes.leader = processRef(holder.welcome.agentPid);
    this.epoch = epoch;
    this.floor = floor;
    this.end = end;
    this.sizes = new SizeTimeline(readSizeMarks(this.spool));
    this.screen.answerFrom = isNew ? 0 : end;
    this.screen.open();
    this.#isDegraded = holder.welcome.isDegraded ?? false;
    this.#stallWatch.answered();
    this.#run();
    this.#events.watcher.running(this);
  }

  #run(reason = this.#trouble): void {
    this.#state = { status: 'running', reason };
    this.#events.changed(this, true);
  }

  get #trouble(): SessionReason | null {
    if (this.#stallWatch.isStalled) return STALLED;
    return this.#isDegraded ? DEGRADED : null;
  }

  #grew(end: number, floor: number): void {
    this.end = end;
    this.floor = floor;
    this.#events.output(this);
    this.screen.grew(end);
    this.#events.watcher.printed(this);
  }

  #resized(offset: number, size: Size): void {
    this.sizes.add({ offset, size });
    this.screen.resized(offset, size);
    this.#events.output(this);
    this.#events.changed(this, false);
  }

  #exited(exit: ExitFile): void {
    this.end = exit.end;
    this.#finish(exitedState(exit, this.record.stopped));
  }

  async #holderClosed(): Promise<void> {
    if (!this.#holder) return;
    this.#holder = undefined;
    if (this.complete) return;
    await this.open(false);
  }

  /** Without its holder nobody can reach the agent any more: what is left of it is ended. */
  async #holderDied(): Promise<void> {
    await this.#processes.end({ quickly: true });
    this.#readSpool();
    this.endWithout('lost', HOLDER_DIED);
  }

  #finish(state: SessionState): void {
    this.#stallWatch.watch(false);
    this.#state = state;
    this.complete = true;
    this.#processes.removeGroup();
    this.screen.ended(this.end);
    this.#ended.resolve();
    this.#events.output(this);
    this.#events.changed(this, true);
    this.#events.watcher.ended(this);
  }

  /** What the spool itself tells, when there is no holder to ask. */
  #readSpool(): void {
    try {
      const segments = listSpool(this.spool);
      const last = segments.at(-1);
      this.epoch = this.#dir.holder()?.epoch ?? this.epoch;
      this.floor = segments[0]?.start ?? 0;
      this.end = last ? last.start + statSync(segmentPath(last.dir, last.start)).size : 0;
      this.sizes = new SizeTimeline(readSizeMarks(this.spool));
    } catch {
      // A session that never came to life has no spool.
    }
  }
}
