import { z } from 'zod';
import { Timestamp } from './ids.ts';
import { HostPath } from './path.ts';

/** An agent's own name of a saved chat. It begins with a letter or digit, so that no tool takes it for an option. */
export const ConversationId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/, 'must be the id of a conversation, as the list tells it');
export type ConversationId = z.infer<typeof ConversationId>;

/** A chat that an agent tool has saved, as its own files tell it. */
export const Conversation = z.strictObject({
  conversationId: ConversationId,
  /** Its title, or else how it began; made safe to show. */
  title: z.string().max(256).nullable(),
  /** Where it was held. */
  directory: HostPath,
  startedAt: Timestamp.nullable(),
  lastUsedAt: Timestamp,
  /** What person and agent said, in messages; null when the files do not tell. */
  messages: z.int().nonnegative().nullable(),
});
export type Conversation = z.infer<typeof Conversation>;

/** Newest first. */
export const ConversationList = z.strictObject({
  conversations: z.array(Conversation).max(200),
  /** True when there were more than fit. */
  truncated: z.boolean(),
});
export type ConversationList = z.infer<typeof ConversationList>;

/** What an agent is to go on with: nothing, the newest conversation of the directory, or a given one. */
export const ConversationChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('new') }),
  z.strictObject({ kind: z.literal('newest') }),
  z.strictObject({ kind: z.literal('resume'), conversationId: ConversationId }),
]);
export type ConversationChoice = z.infer<typeof ConversationChoice>;
