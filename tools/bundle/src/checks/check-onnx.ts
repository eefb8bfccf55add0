import { type Finding, findingsOf } from '../finding.ts';
import { LINT_LIMITS } from '../limits.ts';
import { MODEL } from '../names.ts';
import type { OnnxModel } from '../onnx/onnx-model.ts';
import { ONNX_SUPPORT } from '../onnx/support.ts';
import type { Subject } from '../subject.ts';

const { runtime, irVersion, opsets, oldestOpset } = ONNX_SUPPORT;
const isNamed = (domain: string) => domain || 'ai.onnx';

/** Whether the container's ONNX Runtime supports the model. */
export function checkOnnx({ files, onnx }: Subject): Finding[] {
  const findings: Finding[] = [];
  if ((files.get(MODEL) ?? 0) > LINT_LIMITS.onnxFileBytes) {
    findings.push(
      findingsOf('onnx-size')(
        MODEL,
        'is larger than 2 GiB, the limit of protobuf',
        'export it with its weights as external data',
      ),
    );
  }
  if (!onnx) return findings;
  if (onnx.irVersion > irVersion) {
    findings.push(
      findingsOf('onnx-ir')(
        MODEL,
        `has IR version ${onnx.irVersion}, but ${runtime} reads up to ${irVersion}`,
        `export it with an older onnx package, or set ir_version to ${irVersion}`,
      ),
    );
  }
  return [...findings, ...checkOpsets(onnx), ...checkOperators(onnx)];
}

function checkOpsets({ opsets: imported, producer }: OnnxModel): Finding[] {
  const opset = findingsOf('onnx-opset');
  if (imported.size === 0) {
    return [opset(MODEL, 'imports no opset', 'export or copy it again: it may be truncated')];
  }
  const findings: Finding[] = [];
  for (const [domain, version] of imported) {
    const newest = opsets.get(domain);
    if (newest === undefined || version <= newest) continue;
    const by = producer ? ` (by ${producer})` : '';
    findings.push(
      opset(
        MODEL,
        `needs opset ${version} of ${isNamed(domain)}${by}, but ${runtime} supports up to ${newest}`,
        `export it with opset ${newest} or older (opset_version of the exporter)`,
      ),
    );
  }
  const version = imported.get('') ?? oldestOpset;
  if (version < oldestOpset) {
    findings.push(
      findingsOf('onnx-opset', 'warning')(
        MODEL,
        `needs opset ${version}, but ONNX Runtime guarantees support only for ${oldestOpset} and newer`,
        "export it with a newer opset, or convert it with onnx's version_converter",
      ),
    );
  }
  return findings;
}

function checkOperators({ operators, functionDomains }: OnnxModel): Finding[] {
  const unknown = [...operators].filter(
    ([domain]) => !opsets.has(domain) && !functionDomains.has(domain),
  );
  return unknown.map(([domain, operator]) =>
    findingsOf('onnx-domain')(
      MODEL,
      `uses ${domain}:${operator}, but ${runtime} has no operators of ${domain}`,
      domain === 'ai.onnx.contrib'
        ? 'tokenise and decode in the handler: onnxruntime-extensions is not in the container'
        : 'export it without custom operators, or do that step in the handler',
    ),
  );
}
