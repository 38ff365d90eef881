export function forkSandbox(
  data: string,
): Promise<{ kubeconfig: string; pid: number; stop(): Promise<unknown> }>
