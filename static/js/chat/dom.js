// Elements are built, never parsed: text from any side goes in as text alone.

export function element(tag, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  if (text != null) made.textContent = text;
  made.append(...children.filter((child) => child != null));
  return made;
}

export function button(label, { kind = "quiet", small = true, ...attributes } = {}, onclick) {
  const classes = ["button", kind && `button--${kind}`, small && "button--small"].filter(Boolean).join(" ");
  const made = element("button", { type: "button", class: classes, text: label, ...attributes });
  if (onclick) made.addEventListener("click", onclick);
  return made;
}

// Shows a text, or hides the element when there is none; unchanged text is not announced again.
export function show(target, text) {
  if (target.textContent !== text) target.textContent = text;
  target.hidden = !text;
}

// Only web addresses of a secure or local kind become links; anything else stays words.
export function webAddress(value) {
  try {
    const url = new URL(value, location.href);
    const own = url.origin === location.origin;
    return url.protocol === "https:" || own ? url.href : "";
  } catch {
    return "";
  }
}
