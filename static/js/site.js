// On every page: signing out, or arriving signed out, forgets the drafts kept in this browser.

const PREFIX = "medchat:";

function forgetDrafts() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX)) localStorage.removeItem(key);
    }
  } catch {
    // Storage may be switched off; then there is nothing to forget.
  }
}

for (const form of document.querySelectorAll("form[data-sign-out]")) form.addEventListener("submit", forgetDrafts);
if (document.querySelector("[data-signed-out]")) forgetDrafts();
