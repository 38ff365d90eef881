/**
 * Runs in the browser before the first paint, as text in the page: until the page's code has come, a button that is
 * pressed, a text that is typed and a file that is chosen are kept, and done in their order when it has. Otherwise React
 * drops them, and a form is sent the browser's own way, with a password in its address.
 *
 * Whether React answers for an element already, `Body` says: it prevents an event that nothing else listens to. Ends
 * 30 s after all has been loaded. Stands alone: nothing from outside may be used in it.
 */
export function keepEarly(): void {
  const kept = new Map<HTMLElement, () => void>()
  const isAnswered = (element: HTMLElement) =>
    !element.dispatchEvent(new Event('touchcancel', { cancelable: true }))

  const replay = () => {
    for (const [element, act] of kept) {
      if (element.isConnected && !isAnswered(element)) {
        requestAnimationFrame(replay)
        return
      }
      forget(element)
      if (element.isConnected) act()
    }
  }
  const forget = (element: HTMLElement) => {
    kept.delete(element)
    element.removeAttribute('data-early')
  }
  const keep = (element: HTMLElement, act: () => void) => {
    if (kept.size === 0) requestAnimationFrame(replay)
    kept.delete(element)
    kept.set(element, act)
  }

  const click = (event: Event) => {
    const selector = 'button, input[type=checkbox], input[type=radio]'
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null
    if (button === null || isAnswered(button)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    button.setAttribute('data-early', '')
    keep(button, () => button.click())
  }
  const input = ({ target: field }: Event) => {
    const isField =
      field instanceof HTMLInputElement ||
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement
    if (!isField || isAnswered(field)) return
    const { value } = field
    keep(field, () => {
      if (field.type !== 'file') {
        // React tells nobody of a text that it has seen already; what is written past its own property it has not seen.
        const write = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set
        field.value = ''
        write?.call(field, value)
      }
      for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }))
    })
  }
  addEventListener('click', click, true)
  addEventListener('input', input, true)
  addEventListener('load', () =>
    setTimeout(() => {
      removeEventListener('click', click, true)
      removeEventListener('input', input, true)
      for (const element of [...kept.keys()]) forget(element)
    }, 30_000),
  )
}
