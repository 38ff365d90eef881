/** A moment of a log in the reader's own time, to the millisecond: `03:24:05.117`. `time` in epoch ms. */
export function timeText(time: number): string {
  const at = new Date(time)
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')
  return `${clock}.${String(at.getMilliseconds()).padStart(3, '0')}`
}
