/** The studio's mark: one call, two ways. */
export function Logo({ size = 30 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 30 30" aria-hidden style={{ flex: 'none' }}>
      <rect width="30" height="30" rx="7" fill="var(--mark-bg)" />
      <g fill="none" stroke="var(--mark)" strokeWidth="1.8" strokeLinecap="round">
        <path d="M15 9.5v3.5M15 13c0 3-5.5 2.5-5.5 6.5M15 13c0 3 5.5 2.5 5.5 6.5" />
      </g>
      <g fill="var(--mark)">
        <circle cx="15" cy="8.5" r="2.3" />
        <circle cx="9.5" cy="20.5" r="2.3" />
        <circle cx="20.5" cy="20.5" r="2.3" />
      </g>
    </svg>
  )
}
