import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { blobOf } from '../form/base64.ts';

/** The longer side of the canvas: phones limit its size, and show no more than this. */
const MOST_PIXELS = 1600;

interface Props {
  /** A file, or its content in base64. */
  source: Blob | string;
  /** Alternative text for screen readers. */
  title: string;
}

/** A picture on a canvas: an `<img>` would need a content security policy that allows `data:` or `blob:`. */
export function Picture({ source, title }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  const blob = useMemo(() => (typeof source === 'string' ? blobOf(source) : source), [source]);
  useEffect(() => {
    let left = false;
    const draw = async () => {
      const bitmap = blob && (await createImageBitmap(blob).catch(() => undefined));
      const element = canvas.current;
      if (left || !element) return;
      setFailed(!bitmap);
      if (!bitmap) return;
      const scale = Math.min(1, MOST_PIXELS / Math.max(bitmap.width, bitmap.height));
      element.width = Math.max(1, Math.round(bitmap.width * scale));
      element.height = Math.max(1, Math.round(bitmap.height * scale));
      element.getContext('2d')?.drawImage(bitmap, 0, 0, element.width, element.height);
      bitmap.close();
    };
    void draw();
    return () => {
      left = true;
    };
  }, [blob]);
  return (
    <>
      <canvas ref={canvas} class="picture" role="img" aria-label={title} hidden={failed} />
      {failed && <p class="fine">This picture cannot be shown here.</p>}
    </>
  );
}
