import { post } from './request.js';
import { follow } from './stream.js';

const section = document.getElementById('live');

const told = document.getElementById('told');
const stream = document.getElementById('stream');

// The part that changes comes anew each second: not while a button in it is held down, and not
// while nobody sees it. htmx keeps the focus where it is.
let source = null;
function watch() {
  if (document.visibilityState === 'hidden') {
    source?.close();
    source = null;
  } else if (!source) {
    source = follow('/scoreboard/live', stream, (data) => {
      if (!section.matches(':active')) htmx.swap(section, data, { swapStyle: 'innerHTML' });
    });
  }
}
document.addEventListener('visibilitychange', watch);
watch();

section.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-retire]');
  if (!button) return;
  const child = button.dataset.retire;
  if (!confirm(`Child ${child} takes no more connections, finishes what it has, and another one takes its place. Retire it?`)) return;
  const { ok, status, problem } = await post(`/api/children/${child}/retire`, {}, button);
  if (ok) button.disabled = true;
  told.textContent = ok ? `Child ${child} retires.`
    : status === 404 ? `Child ${child} is not there any more.`
      : status === 0 ? `The server could not be reached; whether child ${child} retires is not known.`
        : problem;
});
