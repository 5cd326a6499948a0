/** A crook and its flock: the mark of `public/favicon.svg`. Decorative; the name stands beside it. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#1d5fd6" />
      <path
        d="M11.5 25.5V11a4.6 4.6 0 0 1 9.2 0c0 1.8-1 2.8-2.6 2.8"
        fill="none"
        stroke="#fff"
        strokeLinecap="round"
        strokeWidth="2.6"
      />
      <circle cx="18" cy="20" r="1.9" fill="#fff" />
      <circle cx="23.6" cy="22" r="1.9" fill="#fff" opacity=".75" />
      <circle cx="18.6" cy="25.4" r="1.9" fill="#fff" opacity=".5" />
    </svg>
  );
}
