import { LogIn } from 'lucide-react';

export type OidcButtonProps = {
  /** Of the identity provider. */
  name: string;
  /** A page of ours. */
  returnTo: string;
};

/** Leads to the identity provider, which leads back; so it is a link, and no route of this page. */
export const OidcButton = ({ name, returnTo }: OidcButtonProps) => (
  <a
    href={`/api/oidc/login?${new URLSearchParams({ returnTo })}`}
    className="flex h-9 touch:h-11 w-full items-center justify-center gap-2 rounded-md bg-accent px-3 font-medium text-on-accent text-sm transition-colors hover:bg-accent-hover"
  >
    <LogIn size={15} aria-hidden="true" />
    <span className="min-w-0 truncate">Log in with {name}</span>
  </a>
);
