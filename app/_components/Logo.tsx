import classes from './Logo.module.css'

/** The ordinal strip in small: two cells done, one to come. */
export function Logo() {
  return (
    <span className={classes.logo}>
      <svg width="22" height="14" viewBox="0 0 22 14" aria-hidden="true">
        <rect width="6" height="14" rx="1.5" fill="currentColor" />
        <rect x="8" width="6" height="14" rx="1.5" fill="currentColor" />
        <rect x="16" width="6" height="14" rx="1.5" fill="currentColor" opacity=".35" />
      </svg>
      <span translate="no">{'Ordinal'}</span>
    </span>
  )
}
