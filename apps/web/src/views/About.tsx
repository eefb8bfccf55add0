import type { ModelDetail } from '@pilotlight/contracts';
import { qualityValue } from '../words/accuracyWords.ts';
import { answerCostDetails, costDetails } from '../words/costWords.ts';

/** Shell commands that ask the model: with its first example, or with a picture where it takes a URL. */
function curlOf({ name, examples, inputByUrl }: ModelDetail): string {
  const address = `${location.origin}/v1/models/${name}/predictions`;
  const quoted = (body: unknown) => JSON.stringify(body).replaceAll("'", "'\\''");
  if (!inputByUrl) return `curl '${address}' \\\n  --json '${quoted(examples[0]?.input ?? {})}'`;
  const { field, mediaTypes } = inputByUrl;
  return [
    `curl '${address}' \\\n  --json '${quoted({ [field]: 'https://example.org/picture.jpg' })}'`,
    `curl '${address}' \\\n  --header 'content-type: ${mediaTypes[0]}' --data-binary @picture`,
  ].join('\n\n');
}

/** How a model is served, after the word `served`. */
const SERVED: Readonly<Record<ModelDetail['servingMode'], string>> = {
  realtime: 'by a real-time endpoint',
  function: 'by a function',
  auto: 'by a function, and by an endpoint while that costs less',
  serverless: 'by a serverless endpoint',
  async: 'by an asynchronous endpoint',
};

interface Props {
  model: ModelDetail;
  cost: ModelDetail['cost'];
}

/** The model card: the model, its measured quality, its training data and what it costs. */
export function About({ model, cost }: Props) {
  return (
    <details class="about">
      <summary>About this model</summary>
      <dl class="members">
        <div>
          <dt>Model</dt>
          <dd>
            {model.name} {model.version}, {model.task}, served {SERVED[model.servingMode]}
          </dd>
        </div>
        {model.quality.map((quality) => (
          <div key={`${quality.metric} ${quality.dataset}`}>
            <dt>{quality.metric}</dt>
            <dd>
              {qualityValue(quality)} on {quality.dataset} ({quality.examples.toLocaleString('en')}{' '}
              cases), measured by <code>{quality.command}</code>
            </dd>
          </div>
        ))}
        {model.labels.map(({ name, title, description }) => (
          <div key={name}>
            <dt>{title}</dt>
            <dd>{description}</dd>
          </div>
        ))}
        <div>
          <dt>Licence</dt>
          <dd>{model.license}</dd>
        </div>
        {model.baseModel && (
          <div>
            <dt>Base model</dt>
            <dd>
              {model.baseModel.name} ({model.baseModel.license})
            </dd>
          </div>
        )}
        {model.trainingData.length > 0 && (
          <div>
            <dt>Training data</dt>
            <dd>{model.trainingData.map((data) => `${data.name} (${data.license})`).join('; ')}</dd>
          </div>
        )}
        {cost && (
          <div>
            <dt>Cost</dt>
            <dd>{costDetails(cost)}</dd>
          </div>
        )}
        {model.answerCost && (
          <div>
            <dt>Cost of an answer</dt>
            <dd>{answerCostDetails(model.answerCost)}</dd>
          </div>
        )}
        <div>
          <dt>API</dt>
          <dd>
            <pre tabIndex={0}>{curlOf(model)}</pre>
            <a href="/openapi.json">OpenAPI description</a>
          </dd>
        </div>
      </dl>
    </details>
  );
}
