// What was typed or marked in a form and is not stored: before its page is left by a link or by another form, the
// browser asks.
(() => {
  'use strict';
  const HELD = '.change-form #content form[method="post"], .outcomes form.people';
  const first = new Map();
  let sent = null;

  const said = form => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]));

  // A moment after loading: widgets and what the browser restores have been put in by then.
  window.addEventListener('load', () => setTimeout(() => {
    document.querySelectorAll(HELD).forEach(form => first.set(form, said(form)));
  }));
  document.addEventListener('submit', event => {
    sent = event.target;
  });
  window.addEventListener('beforeunload', event => {
    const going = sent;
    sent = null; // who stays may leave by another way
    if ([...first].some(([form, before]) => form !== going && said(form) !== before)) {
      event.preventDefault();
    }
  });
})();
