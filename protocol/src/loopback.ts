/** Whether a URL's host name is the machine itself, whatever name servers say. */
export const isLoopbackName = (hostname: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);

/** Whether other machines that use it would, as far as they find anything, find themselves (RFC 6761, 6.3). */
export const meansItself = (hostname: string): boolean =>
  isLoopbackName(hostname) || hostname.endsWith('.localhost');
