import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog, DialogBody, DialogFooter } from './dialog.tsx';

export type SecretDialogProps = { title: string; onClose: () => void; children: ReactNode };

/** Around a `SecretBox`. Open as long as it is there. */
export const SecretDialog = ({ title, onClose, children }: SecretDialogProps) => (
  <Dialog open onOpenChange={(open) => !open && onClose()} title={title}>
    <DialogBody className="space-y-4">{children}</DialogBody>
    <DialogFooter>
      <Button variant="primary" onClick={onClose}>
        Done
      </Button>
    </DialogFooter>
  </Dialog>
);
