/** Hearth's mark: a flame on its hearthstone. The same drawing as app/icon.svg. */
export function Brand() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden className="shrink-0">
      <path
        d="M9 1.5c.6 3-3.9 4.6-3.9 8.6A3.9 3.9 0 0 0 9 14a3.9 3.9 0 0 0 3.9-3.9c0-1.7-.9-2.7-1.5-3.7-.3 1.1-.9 1.6-1.5 1.8.4-2.5-.3-4.9-.9-6.7Z"
        fill="var(--ember)"
      />
      <path d="M3 16.5h12" stroke="var(--text-2)" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}
