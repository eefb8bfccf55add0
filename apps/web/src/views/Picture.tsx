import { useEffect, useRef, useState } from 'preact/hooks';

function bytesOf(base64: string): Blob | undefined {
  try {
    return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]);
  } catch {
    return undefined;
  }
}

interface Props {
  base64: string;
  /** Alternative text for screen readers. */
  title: string;
}

/** A picture on a canvas: an `<img>` would need a content security policy that allows `data:` or `blob:`. */
export function Picture({ base64, title }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let left = false;
    const draw = async () => {
      const bytes = bytesOf(base64);
      const bitmap = bytes && (await createImageBitmap(bytes).catch(() => undefined));
      const element = canvas.current;
      if (left || !element) return;
      setFailed(!bitmap);
      if (!bitmap) return;
      element.width = bitmap.width;
      element.height = bitmap.height;
      element.getContext('2d')?.drawImage(bitmap, 0, 0);
    };
    void draw();
    return () => {
      left = true;
    };
  }, [base64]);
  return (
    <>
      <canvas ref={canvas} class="picture" role="img" aria-label={title} hidden={failed} />
      {failed && <p class="fine">This picture cannot be shown here.</p>}
    </>
  );
}
