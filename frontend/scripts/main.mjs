/** What every page loads. Each module adds one comfort; without script all pages work by plain forms. */
import "./htmx.mjs";
import "./toasts.mjs";
import "./panels.mjs";
import "./menus.mjs";
import "./taps.mjs";
import "./slots.mjs";
import "./thoughts.mjs";
import "./focus.mjs";
import "./network.mjs";
import "./steppers.mjs";
import "./zone.mjs";
import "./passkeys.mjs";
import "./notes.mjs";
import "./spots.mjs";
import "./routine.mjs";
import "./push.mjs";
import "./report.mjs";
