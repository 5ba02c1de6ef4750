/** Small menus, <details data-menu>: they open without script; here Escape and a tap elsewhere close them. */

const openMenus = () => document.querySelectorAll("[data-menu][open]");

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
