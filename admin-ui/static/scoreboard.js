import { post } from './request.js';

const section = document.getElementById('live');

// The part that changes comes anew each second: not while a button in it is held down.
section.addEventListener('htmx:beforeSwap', (event) => {
  if (section.matches(':active')) event.detail.shouldSwap = false;
});

section.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-retire]');
  if (!button) return;
  const child = button.dataset.retire;
  if (!confirm(`Child ${child} takes no more connections, finishes what it has, and another one takes its place. Retire it?`)) return;
  button.disabled = true;
  const { ok } = await post(`/api/children/${child}/retire`);
  document.getElementById('told').textContent = ok ? `Child ${child} retires.` : `Child ${child} is not there any more.`;
});
