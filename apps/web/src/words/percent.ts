const format = new Intl.NumberFormat('en', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** A probability to 0.1%; never rounded up to 100% or down to 0%. */
export function percent(probability: number): string {
  if (probability > 0.999 && probability < 1) return '> 99.9%';
  if (probability > 0 && probability < 0.001) return '< 0.1%';
  return format.format(probability);
}
