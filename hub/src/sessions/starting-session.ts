import { randomUUID } from 'node:crypto';
import {
  DEFAULT_SIZE,
  NOTHING_LEARNED,
  type Session,
  type SessionId,
  type SpawnBody,
  type SpawnRequest,
} from '@drover/protocol';
import type { z } from 'zod';

/** What a person asks for, all of it told. */
export type Start = z.output<typeof SpawnBody> & { resumedFrom: SessionId | null };

/** As it is shown before its host has said anything. */
export function startingSession(start: Start, createdAt: number): Session {
  const { hostId, profile, projectDir, parentId, model, task, prompt, name, resumedFrom } = start;
  const { conversation, size = DEFAULT_SIZE } = start;
  return {
    ...NOTHING_LEARNED,
    sessionId: randomUUID(),
    hostId,
    profile,
    projectDir,
    parentId,
    model,
    task,
    prompt,
    name,
    tags: distinct(start.tags),
    resumedFrom,
    conversationId: conversation.kind === 'resume' ? conversation.conversationId : null,
    status: 'starting',
    reason: null,
    exit: null,
    epoch: null,
    size,
    title: null,
    createdAt,
    endedAt: null,
    viewers: 0,
  };
}

/** What its host is asked. */
export function spawnRequest(start: Start, { sessionId, size }: Session): SpawnRequest {
  const { profile, projectDir, parentId, worktree, conversation, model, task, prompt } = start;
  return { sessionId, profile, projectDir, parentId, worktree, conversation, model, task, prompt, size };
}

export const distinct = (tags: string[]): string[] => [...new Set(tags)];
