import { post } from './request.js';

// What was checked last. An edit or another check makes it a thing of the past, and an answer that
// comes after that is passed over: what is applied is what was checked and shown, nothing else.
export class Checks {
  #latest = 0;
  #asking = 0;

  // What may be applied; null where that was not checked.
  wish = null;

  // Whatever was checked or is being checked counts no more.
  begin() {
    this.wish = null;
    return ++this.#latest;
  }

  isLate(number) {
    return number !== this.#latest;
  }

  // Whether an answer is under way that would count.
  get isUnderWay() {
    return this.#asking > 0 && this.#asking === this.#latest;
  }

  // The answer to /config/validate; null where it comes too late.
  async ask(wish, number = this.begin()) {
    if (this.isLate(number)) return null;
    this.#asking = number;
    const answer = await post('/config/validate', wish);
    if (this.isLate(number)) return null;
    this.#asking = 0;
    if (answer.body?.change?.outcome === 'VALID') this.wish = wish;
    return answer;
  }
}
