/**
 * Version of the messages between hub, daemon and dashboard. Raised when a message changes in a way
 * that an older peer would misread.
 */
export const PROTOCOL_VERSION = 4;

/** The oldest daemon that this hub works with: one version back, so that hub and daemons need no common hour. */
export const OLDEST_DAEMON_PROTOCOL = PROTOCOL_VERSION - 1;
