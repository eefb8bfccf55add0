import { useEffect, useState } from 'preact/hooks';

/** The part of the page in view; in the address as `#/model/room`, so that it can be linked to and gone back from. */
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
      // "#content", the skip link's target, is a place on the page and no route.
      if (/^(#\/|#?$)/.test(location.hash)) setRoute(routeOf(location.hash));
    };
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  return route;
}
