import { useRef, useState } from 'react';
import type { InputKind } from '../attachment/input-queue.ts';
import { withCtrl } from '../screen/keys.ts';

/** A Ctrl that is pressed before the key instead of with it, and let go by it. */
export function useStickyCtrl() {
  const [held, setHeld] = useState(false);
  const now = useRef(false);
  const hold = (hold: boolean) => {
    now.current = hold;
    setHeld(hold);
  };
  const apply = (bytes: Uint8Array, kind: InputKind): Uint8Array => {
    if (!now.current || kind === 'paste') return bytes;
    hold(false);
    return new TextEncoder().encode(withCtrl(new TextDecoder().decode(bytes)));
  };
  return { held, hold, apply };
}
