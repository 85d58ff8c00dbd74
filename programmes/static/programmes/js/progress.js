// The progress of an upload: ask, show, and load the page again when the worker has finished.
(() => {
  const box = document.querySelector("[data-progress]");
  if (!box) return;
  const bar = box.querySelector("progress");
  const text = box.querySelector("[data-text]");
  let wait = 500;

  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.progress, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const told = await answer.json();
      if (!told.working) {
        location.reload();
        return;
      }
      if (told.percent !== null) bar.value = told.percent;
      text.textContent = told.text;
      wait = Math.min(wait * 1.3, 3000);
    } catch {
      wait = 5000;
    }
    setTimeout(ask, wait);
  };
  setTimeout(ask, wait);
})();
