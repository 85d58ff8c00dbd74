// Keys for those who like them: nothing depends on them, they are silent in fields, and they can be switched off.
(() => {
  const OFF = "keys-off";
  const PLACES = { v: "", d: "programmes/giftlist/", u: "programmes/donation/", n: "programmes/donor/" };
  const home = document.currentScript.dataset.home;
  let goes = 0;

  const isOff = () => {
    try {
      return localStorage.getItem(OFF) === "1";
    } catch {
      return false;
    }
  };

  const isField = (node) => node.closest("input:not([type=checkbox]), select, textarea, [contenteditable], .select2");
  const rows = () => [...document.querySelectorAll("#result_list tbody tr, .queue > li, .found li")];
  const linkOf = (row) => row.querySelector("th a, .what a, a");

  const walk = (step) => {
    const all = rows();
    if (!all.length) return false;
    const now = all.findIndex((row) => row.contains(document.activeElement));
    const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : now + step;
    const link = all[next] && linkOf(all[next]);
    if (link) link.focus();
    return true;
  };

  const mark = () => {
    const row = document.activeElement.closest("#result_list tbody tr");
    const box = row && row.querySelector("input.action-select");
    if (box) box.click();
    return Boolean(box);
  };

  const act = (event) => {
    if (event.key === "/") {
      const box = document.getElementById("find-all");
      if (box) box.focus();
      return Boolean(box);
    }
    if (event.key === "?") {
      const help = document.getElementById("page-help");
      if (help) help.click();
      return Boolean(help);
    }
    if (event.key === "ArrowDown") return walk(1);
    if (event.key === "ArrowUp") return walk(-1);
    if (event.key === " ") return mark();
    if (goes && Date.now() - goes < 1500 && event.key in PLACES) {
      location.href = home + PLACES[event.key];
      return true;
    }
    goes = event.key === "g" ? Date.now() : 0;
    return false;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isField(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (!isOff() && act(event)) event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById(OFF);
    if (!button) return;
    const tell = () => {
      button.textContent = isOff() ? "Bật phím tắt" : "Tắt phím tắt";
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      try {
        localStorage.setItem(OFF, isOff() ? "0" : "1");
      } catch {
        button.disabled = true; // a browser that keeps nothing
      }
      tell();
    });
    tell();
  });
})();
