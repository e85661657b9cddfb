// Shortens the way; every page works without it. No inline handlers, no eval, no styles set from here.
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const typing = (target) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));

  // Only one filter chip is open; Escape and a click elsewhere close it and give the focus back.
  const openChips = () => all("details.chip[open]");
  document.addEventListener("click", (event) => {
    for (const chip of openChips()) if (!chip.contains(event.target)) chip.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const chip of openChips()) {
      chip.open = false;
      chip.querySelector("summary").focus();
    }
  });

  // A link that names a dialog opens it here; without script it leads to a page that asks the same.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-dialog]");
    const dialog = link && document.getElementById(link.dataset.dialog);
    if (dialog && typeof dialog.showModal === "function") {
      event.preventDefault();
      dialog.showModal();
    }
    const closer = event.target.closest("[data-dialog-close]");
    if (closer) closer.closest("dialog")?.close();
  });

  // Messages stay until the next page, or until somebody closes them.
  const showClosers = (root) => all("[data-close]", root).forEach((button) => (button.hidden = false));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-close]");
    if (button) button.closest(".toast").remove();
  });

  // Drop zone: the browser's own file input takes the files.
  const dropZones = (root) => {
    for (const zone of all("[data-drop]", root)) {
      const over = (on) => (event) => {
        event.preventDefault();
        zone.classList.toggle("drop-over", on);
      };
      zone.addEventListener("dragover", over(true));
      zone.addEventListener("dragleave", over(false));
      zone.addEventListener("drop", (event) => {
        over(false)(event);
        const input = zone.querySelector("input[type=file]");
        if (input && event.dataTransfer.files.length) input.files = event.dataTransfer.files;
      });
    }
  };

  // A tick that switches all ticks of a list.
  document.addEventListener("change", (event) => {
    const master = event.target.closest("[data-tick-all]");
    if (!master) return;
    for (const box of all(`input[type=checkbox][name="${CSS.escape(master.dataset.tickAll)}"]`)) box.checked = master.checked;
  });

  // Keyboard, off when the person chose so, never while typing.
  const places = { v: "/", c: "controleplan/", d: "documenten/", r: "register/" };
  const keysOff = () => localStorage.getItem("sneltoetsen") === "uit";
  let waitingForPlace = false;
  const step = (by) => {
    const lines = all(".work-title, .table tbody th a");
    if (!lines.length) return;
    const now = lines.indexOf(document.activeElement);
    lines[Math.min(lines.length - 1, Math.max(0, now + by))].focus();
  };
  const goTo = (letter) => {
    const wanted = places[letter];
    const link = wanted && all(".nav a").find((item) => (wanted === "/" ? item.getAttribute("href") === "/" : item.getAttribute("href").endsWith(wanted)));
    if (link) link.click();
  };
  document.addEventListener("keydown", (event) => {
    const confirmed = event.ctrlKey && event.key === "Enter" && event.target.closest?.("form[data-confirm]");
    if (confirmed && !keysOff()) confirmed.requestSubmit();
    const choosing = event.target instanceof HTMLInputElement && event.target.type === "radio";
    if (event.ctrlKey || event.metaKey || event.altKey || (typing(event.target) && !choosing)) return;
    if (keysOff()) return;
    const named = all("[data-key]").find((item) => item.dataset.key === event.key && !item.disabled);
    if (named) {
      named.click();
      return;
    }
    if (waitingForPlace) {
      waitingForPlace = false;
      goTo(event.key);
      return;
    }
    if (event.key === "/") {
      const box = document.getElementById("zoek");
      if (box && box.offsetParent) {
        event.preventDefault();
        box.focus();
      }
    } else if (event.key === "g") waitingForPlace = true;
    else if (event.key === "?") document.getElementById("sneltoetsen")?.showModal?.();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });

  // Who finds the keys in the way puts them off, in this browser.
  const keySwitches = (root) => {
    for (const button of all("[data-keys]", root)) {
      const show = () => (button.textContent = keysOff() ? button.dataset.on : button.dataset.off);
      button.hidden = false;
      show();
      button.addEventListener("click", () => {
        if (keysOff()) localStorage.removeItem("sneltoetsen");
        else localStorage.setItem("sneltoetsen", "uit");
        show();
      });
    }
  };

  const start = (root) => {
    keySwitches(root);
    showClosers(root);
    dropZones(root);
    root.querySelector(".summary-errors")?.focus();
  };
  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:afterSwap", (event) => start(event.target));
})();
