const waiting: (() => void)[] = []
let isPressed = false

if (typeof window !== 'undefined') {
  window.addEventListener('pointerdown', press, true)
  window.addEventListener('pointerup', release, true)
  window.addEventListener('pointercancel', release, true)
  window.addEventListener('blur', release)
}

function press(): void {
  isPressed = true
}

/** The click comes after it. */
function release(): void {
  isPressed = false
  setTimeout(() => {
    for (const work of waiting.splice(0)) work()
  })
}

/**
 * Does something at once, or after the click that is under way: what it shows may move the button from under the
 * pointer, and the click would go nowhere.
 */
export function afterPress(work: () => void): void {
  if (isPressed) waiting.push(work)
  else work()
}
