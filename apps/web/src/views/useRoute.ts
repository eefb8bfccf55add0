import { useEffect, useState } from 'preact/hooks';

/** The part of the page in view. The URL has it as `#/model/room`, so that links and the back button work. */
export interface Route {
  model: string | undefined;
  room: string | undefined;
}

export function routeOf(hash: string): Route {
  const [, model, room] = hash.split('/').map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return '';
    }
  });
  return { model: model || undefined, room: room || undefined };
}

export function linkTo(model: string, room?: string): string {
  return `#/${encodeURIComponent(model)}${room ? `/${room}` : ''}`;
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const moved = () => {
      // "#content", the skip link's target, is not a route.
      if (/^(#\/|#?$)/.test(location.hash)) setRoute(routeOf(location.hash));
    };
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  return route;
}
