/** What the hub and the daemon tell the launcher over IPC. */
export interface HubReady {
  type: 'ready';
  url: string;
  setupUrl: string | null;
}

export type DaemonMessage =
  | { type: 'ready' }
  | { type: 'connected' }
  /** Sent after SIGTERM, just before the daemon exits. */
  | { type: 'stopped'; sessionsAlive: number };
