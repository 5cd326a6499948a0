import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Button } from '../design/button.tsx';
import { FormError } from '../design/form-error.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { AccountFrame } from './account-frame.tsx';

/** What a page behind a one-time link shows while it is not known what the link is worth. */
export const LinkLoading = ({ title }: { title: string }) => (
  <AccountFrame title={title}>
    <div className="space-y-4" role="status" aria-label="Loading">
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
    </div>
  </AccountFrame>
);

export type LinkUnreachableProps = { title: string; message: string; onRetry: () => void };

export const LinkUnreachable = ({ title, message, onRetry }: LinkUnreachableProps) => (
  <AccountFrame title={title}>
    <div className="space-y-4">
      <FormError>{message}</FormError>
      <Button className="w-full" onClick={onRetry}>
        Try again
      </Button>
    </div>
  </AccountFrame>
);

/** A link that leads no further than to the login. */
export const LinkExplained = ({ title, children }: { title: string; children: ReactNode }) => (
  <AccountFrame title={title} intro={children}>
    <Link to="/login" className="font-medium text-accent-ink text-sm hover:underline">
      Go to the login
    </Link>
  </AccountFrame>
);
