// A field that looks a record up builds itself without a name for those who hear the page: it gets that of its label.
(() => {
  const name = (part) => {
    for (const field of part.querySelectorAll("select.admin-autocomplete")) {
      const label = field.labels[0];
      const shown = field.nextElementSibling?.querySelector(".select2-selection__rendered");
      if (!label || !shown) continue;
      label.id ||= `${field.id}-label`;
      shown.setAttribute("aria-labelledby", label.id);
      shown.parentElement.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
    }
  };
  window.addEventListener("load", () => {
    name(document);
    document.addEventListener("formset:added", (event) => name(event.target));
  });
})();
