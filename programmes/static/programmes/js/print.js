// The button above a paper: it comes only where it can print. Without it the menu of the browser prints the same.
for (const button of document.querySelectorAll(".paper-bar button")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
