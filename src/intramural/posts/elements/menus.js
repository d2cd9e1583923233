/* Menus close by Escape, by a click elsewhere, and when another is opened. */
const shut = (besides) => document.querySelectorAll("details.menu[open]").forEach((menu) => { if (menu !== besides) menu.open = false; });
addEventListener("toggle", ({ target }) => { if (target.matches?.("details.menu") && target.open) shut(target); }, true);
addEventListener("click", ({ target }) => shut(target.closest?.("details.menu")));
addEventListener("keydown", ({ key, target }) => {
  const menu = key === "Escape" && (target.closest?.("details.menu[open]") ?? document.querySelector("details.menu[open]"));
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});
