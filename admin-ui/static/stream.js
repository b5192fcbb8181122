import { loadAgain } from './request.js';

// Follows a stream and says how it is. A browser asks again by itself where the connection was lost,
// but never where it got something else than events: after a restart or the end of the session that
// is the page for logging in.
export function follow(path, place, onMessage, { live = '', onLost, onEnd } = {}) {
  const source = new EventSource(path);
  source.onopen = () => { place.textContent = live; };
  source.onmessage = (event) => onMessage(event.data);
  source.onerror = () => {
    onLost?.();
    if (source.readyState !== EventSource.CLOSED) place.textContent = 'The connection is lost; trying again …';
    else if (onEnd) onEnd();
    else place.replaceChildren('The stream has ended: the server was started again, or you are logged out. ', loadAgain());
  };
  return source;
}
