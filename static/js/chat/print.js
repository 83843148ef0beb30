// The print button works only where there is script, so it is shown by script.

const print = document.querySelector("[data-print]");
print.hidden = false;
print.addEventListener("click", () => window.print());
