import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Answer,
  type AttachToDaemon,
  type Command,
  DAEMON_NAMESPACE,
  FRAME_EVENT,
} from '@drover/protocol';
import { z } from 'zod';
import { ClientSocket } from './client-socket.ts';

type Recording = {
  protocol: number;
  /** What it takes from a hub, as JSON schemas. */
  hears: Record<string, z.core.JSONSchema.JSONSchema>;
  hello: { facts: unknown };
  /** After its session has ended. */
  helloAgain: { facts: unknown };
  answers: Record<'spawn' | 'stop' | 'list_projects' | 'attach' | 'unknown', Answer<unknown>>;
  attachId: string;
  sessionId: string;
  told: Record<'attachment-state' | 'input-result' | 'pictures' | 'session', object>;
  /** Base64. */
  framesAtFirst: string[];
  framesAfterInput: string[];
};

/** What a real daemon of protocol 3 has said; `fixtures/record-daemon.ts` recorded it. */
export const PROTOCOL_3: Recording = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/daemon-of-protocol-3.json'), 'utf8'),
);

/** A daemon of an older version: it says what one of that version said, and refuses what that one would. */
export class RecordedDaemon {
  readonly socket: ClientSocket;
  /** Messages of the hub that are none of its version. */
  readonly refused: string[] = [];
  readonly #recording: Recording;
  #sessionId: string;

  private constructor(socket: ClientSocket, recording: Recording) {
    this.socket = socket;
    this.#recording = recording;
    this.#sessionId = recording.sessionId;
    for (const event of Object.keys(recording.hears)) {
      const check = (message: unknown) => this.#check(event, message);
      if (event === 'command')
        socket.answer(event, (message) => check(message) ?? this.#carryOut(message as Command));
      else if (event === 'attach')
        socket.answer(event, (message) => check(message) ?? this.#attach(message as AttachToDaemon));
      else socket.answer(event, check);
    }
  }

  /** Says hello as it did when it had no session yet. */
  static async arrive(url: string, token: string, recording = PROTOCOL_3): Promise<RecordedDaemon> {
    const daemon = new RecordedDaemon(
      await ClientSocket.connect(url, DAEMON_NAMESPACE, { auth: { token } }),
      recording,
    );
    const answer = await daemon.socket.ask('hello', recording.hello);
    if (!answer.ok) throw new Error(answer.error.message);
    return daemon;
  }

  tell(event: keyof Recording['told']): Promise<Answer<unknown>> {
    return this.socket.ask(event, this.#asAsked(this.#recording.told[event]));
  }

  #check(event: string, message: unknown): Answer<unknown> | undefined {
    const schema = z.fromJSONSchema(this.#recording.hears[event] ?? false);
    if (schema.safeParse(message).success) return undefined;
    this.refused.push(event);
    return this.#recording.answers.unknown;
  }

  #carryOut(command: Command): unknown {
    if (command.kind === 'spawn') this.#sessionId = command.payload.sessionId;
    return this.#asAsked(this.#recording.answers[command.kind as keyof Recording['answers']]);
  }

  #attach({ attachId }: AttachToDaemon): unknown {
    const { framesAtFirst, framesAfterInput } = this.#recording;
    const tell = (frames: string[]) => {
      for (const frame of frames) {
        this.socket.tell(FRAME_EVENT, inAttachment(attachId, Buffer.from(frame, 'base64')));
      }
    };
    const own = { attachId };
    this.socket.tell('attachment-state', { ...this.#recording.told['attachment-state'], ...own });
    tell(framesAtFirst);
    this.socket.answer(FRAME_EVENT, () => {
      this.socket.tell('input-result', { ...this.#recording.told['input-result'], ...own });
      tell(framesAfterInput);
    });
    return this.#recording.answers.attach;
  }

  /** About the session that this hub asked for. */
  #asAsked<T>(message: T): T {
    return JSON.parse(JSON.stringify(message).replaceAll(this.#recording.sessionId, this.#sessionId));
  }
}

/** A frame as it would be for an attachment with this id, which stands behind its first byte. */
function inAttachment(attachId: string, frame: Uint8Array): Uint8Array {
  frame.set(Buffer.from(attachId.replaceAll('-', ''), 'hex'), 1);
  return frame;
}
