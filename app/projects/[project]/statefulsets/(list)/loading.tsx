import { Skeleton, Stack } from '@mantine/core'

/** The shape of the list: title and button, head, rows. In a group of its own, so that a missing set stays a 404. */
export default function LoadingList() {
  const rows = ['head', 'one', 'two', 'three', 'four']
  return (
    <Stack gap={0} aria-busy="true">
      <Skeleton height={32} width={180} mb="lg" />
      {rows.map((row) => (
        <Skeleton key={row} height={20} my={10} />
      ))}
    </Stack>
  )
}
