import { virtualEnvironment } from '../python/virtual-environment.ts';
import type { Contender } from './contender.ts';
import { directoryMiB } from './directory-size.ts';
import { type PythonSettings, pythonServerSpec } from './python-server.ts';

export interface Peer {
  /** Also the name of its requirements file. */
  readonly system: string;
  readonly path: string;
  readonly healthPath: string;
  readonly listed: boolean;
  readonly arguments: readonly string[];
  readonly settings: Readonly<Record<string, PythonSettings>>;
}

/** Installs a peer that serves the same model.onnx from Python, and returns a contender for each of its settings. */
export async function peer({
  system,
  path,
  healthPath,
  listed,
  ...rest
}: Peer): Promise<Contender[]> {
  const venv = await virtualEnvironment(system);
  const installMiB = await directoryMiB(venv.sitePackages);
  return Object.entries(rest.settings).map(([setting, settings]) => ({
    system,
    setting,
    path,
    installMiB,
    listed,
    sameWeights: () => true,
    spec: (model, port) =>
      pythonServerSpec(
        { name: system, venv, arguments: rest.arguments, healthPath, settings },
        model,
        port,
      ),
  }));
}
