/**
 * Version of the messages between hub, daemon and dashboard. Raised when a message changes in a way
 * that an older peer would misread.
 */
export const PROTOCOL_VERSION = 2;
