const KiB = 1024;
const MiB = 1024 * KiB;

/** Most payload bytes in one `data` frame. Small, so that sessions sharing a link take turns. */
export const MAX_DATA_BYTES = 32 * KiB;

/** Most bytes in one `input` frame; a longer paste is cut into several by the dashboard. */
export const MAX_INPUT_BYTES = 16 * KiB;

/** Largest paste that the dashboard sends; more belongs into a file. */
export const MAX_PASTE_BYTES = 1 * MiB;

/** Most bytes that may be on their way to one viewer that it has not acknowledged (its credit window, fully open). */
export const WINDOW_BYTES = 256 * KiB;

/** Catching up with at most this many bytes is done with raw bytes, which is exact; beyond it with a snapshot. */
export const RAW_CATCH_UP_BYTES = 1 * MiB;

/**
 * A viewer this many bytes behind the live end is reset to now. Little enough to be drawn in a moment, so that the
 * answer to a Ctrl-C in a flood is seen at once.
 */
export const MAX_LAG_BYTES = 1 * MiB;

/** A viewer that acknowledges nothing of what is underway to it for so long is detached with `slow_consumer`. */
export const STALLED_VIEWER_MS = 60_000;

/** Input older than this when it reaches the hub is refused: the prompt it was meant for may be gone. */
export const MAX_INPUT_AGE_MS = 5_000;

/** A command older than this is refused instead of starting something by surprise. */
export const COMMAND_TTL_MS = 60_000;

/** How long the hub waits for a daemon's answer to a command. */
export const COMMAND_DEADLINE_MS = 12_000;

/** Attachments that one dashboard connection may hold at a time. */
export const MAX_ATTACHMENTS_PER_SOCKET = 16;

/** Largest message the hub accepts from a dashboard; beyond it the connection is closed. */
export const MAX_UI_MESSAGE_BYTES = 256 * KiB;

/** Largest message between hub and daemon. */
export const MAX_DAEMON_MESSAGE_BYTES = 4 * MiB;

/** Most pictures in one message; a host with more sessions sends several. */
export const MAX_PICTURES_PER_MESSAGE = 100;

/** Invalid messages within a minute after which a connection is closed. */
export const MAX_INVALID_MESSAGES_PER_MINUTE = 10;
