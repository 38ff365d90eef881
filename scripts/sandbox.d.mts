export function forkSandbox(
  data: string,
): Promise<{ kubeconfig: string; pid: number; stop(): Promise<unknown> }>
export function keepSandbox(
  data: string,
  say: (sentence: string) => void,
  ending?: AbortController,
): Promise<{ kubeconfig: string; pid(): number; stop(): Promise<unknown> }>
