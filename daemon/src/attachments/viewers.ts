import type { AttachId, AttachmentState, Size } from '@drover/protocol';
import type { Attachment } from './attachment.ts';

/** Repaints are dear: the size is changed at most this often, and the last wish wins. */
const RESIZE_EVERY_MS = 60;

export type ViewersEvents = {
  state: (state: AttachmentState) => void;
  resize: (size: Size) => void;
  /** How many there are. */
  count: (viewers: number) => void;
};

/**
 * The viewers of one session and which of them has control. The first that may have it gets it; whoever asks takes it (the dashboard
 * asks for whoever types); one that leaves hands it to the newest of the others. A viewer whose line was down gets it
 * back on its return unless somebody has taken it on purpose.
 */
export class Viewers {
  readonly #events: ViewersEvents;
  readonly #attachments = new Map<AttachId, Attachment>();
  #controller: { attachId: AttachId; onPurpose: boolean } | undefined;
  #resizeTimer: NodeJS.Timeout | undefined;
  #resizedAt = Number.NEGATIVE_INFINITY;

  constructor(events: ViewersEvents) {
    this.#events = events;
  }

  get all(): Iterable<Attachment> {
    return this.#attachments.values();
  }

  get count(): number {
    return this.#attachments.size;
  }

  hasControl(attachId: AttachId): boolean {
    return this.#controller?.attachId === attachId;
  }

  add(attachment: Attachment, hadControl: boolean): void {
    this.#attachments.set(attachment.attachId, attachment);
    const isFree = !this.#controller || (hadControl && !this.#controller.onPurpose);
    if (isFree && attachment.mayControl) this.#handTo(attachment, hadControl);
    this.#changed();
  }

  remove(attachId: AttachId): void {
    if (!this.#attachments.delete(attachId)) return;
    if (this.hasControl(attachId)) {
      this.#controller = undefined;
      const newest = [...this.#attachments.values()].findLast(({ mayControl }) => mayControl);
      if (newest) this.#handTo(newest, false);
    }
    this.#changed();
  }

  takeControl(attachId: AttachId): void {
    const attachment = this.#attachments.get(attachId);
    if (!attachment?.mayControl) return;
    const isNew = !this.hasControl(attachId);
    this.#handTo(attachment, true);
    if (isNew) this.#tellStates();
  }

  /** The viewer's window changed; it matters when it has control. */
  resize(attachId: AttachId, size: Size): void {
    const attachment = this.#attachments.get(attachId);
    if (!attachment) return;
    attachment.size = size;
    if (this.hasControl(attachId)) this.#resizeSoon();
  }

  dispose(): void {
    clearTimeout(this.#resizeTimer);
    for (const attachment of this.#attachments.values()) attachment[Symbol.dispose]();
    this.#attachments.clear();
  }

  #handTo(attachment: Attachment, onPurpose: boolean): void {
    this.#controller = { attachId: attachment.attachId, onPurpose };
    this.#resizeSoon();
  }

  #resizeSoon(): void {
    if (this.#resizeTimer) return;
    const wait = Math.max(0, this.#resizedAt + RESIZE_EVERY_MS - performance.now());
    this.#resizeTimer = setTimeout(() => {
      this.#resizeTimer = undefined;
      this.#resizedAt = performance.now();
      const controller = this.#controller && this.#attachments.get(this.#controller.attachId);
      if (controller) this.#events.resize(controller.size);
    }, wait);
  }

  #changed(): void {
    this.#events.count(this.#attachments.size);
    this.#tellStates();
  }

  #tellStates(): void {
    const controller = this.#controller && this.#attachments.get(this.#controller.attachId);
    for (const { attachId } of this.#attachments.values()) {
      this.#events.state({
        attachId,
        controller: attachId === controller?.attachId,
        controllerName: controller?.viewerName ?? null,
        viewers: this.#attachments.size,
      });
    }
  }
}
