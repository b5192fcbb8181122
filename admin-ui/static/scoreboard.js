import { post } from './request.js';

const section = document.getElementById('live');

const told = document.getElementById('told');
const LOST = 'The connection is lost; trying again …';

// The part that changes comes anew each second: not while a button in it is held down, and not
// while nobody sees it. htmx keeps the focus where it is.
let source = null;
function follow() {
  if (document.visibilityState === 'hidden') {
    source?.close();
    source = null;
  } else if (!source) {
    source = new EventSource('/scoreboard/live');
    source.onopen = () => { if (told.textContent === LOST) told.textContent = ''; };
    source.onmessage = (event) => {
      if (!section.matches(':active')) htmx.swap(section, event.data, { swapStyle: 'innerHTML' });
    };
    source.onerror = () => { told.textContent = LOST; };
  }
}
document.addEventListener('visibilitychange', follow);
follow();

section.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-retire]');
  if (!button) return;
  const child = button.dataset.retire;
  if (!confirm(`Child ${child} takes no more connections, finishes what it has, and another one takes its place. Retire it?`)) return;
  button.disabled = true;
  const { ok } = await post(`/api/children/${child}/retire`);
  told.textContent = ok ? `Child ${child} retires.` : `Child ${child} is not there any more.`;
});
