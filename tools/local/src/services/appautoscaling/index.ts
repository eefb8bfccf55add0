import { cloudwatch } from '../cloudwatch/index.ts';
import { sagemaker } from '../sagemaker/index.ts';
import { defineService } from '../service.ts';
import { policy, target } from './resources.ts';
import { ScalableTargets } from './scalable-targets.ts';

/** Application Auto Scaling: the number of instances of SageMaker's endpoints. */
export const appautoscaling = defineService({
  name: 'appautoscaling',
  needs: { cloudwatch, sagemaker },
  start(context, { cloudwatch, sagemaker }) {
    const { control: alarms, metrics } = cloudwatch;
    const { endpoints } = sagemaker;
    return { control: new ScalableTargets({ context, alarms, metrics, endpoints }) };
  },
  resources: [policy, target],
});
