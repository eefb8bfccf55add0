/** One project for each of `manifests`, which are relative to the workspace's root. */
type InferProjects = (
  manifests: readonly string[],
  options: unknown,
  context: { readonly workspaceRoot: string },
) => [manifest: string, result: { readonly projects: Record<string, unknown> }][];

export const name: string;
export const createNodes: [glob: string, infer: InferProjects];
