/* SPDX-License-Identifier: EUPL-1.2 */
/* Small comforts; every page works without them. */
import { attachFiles } from "./attach.js";
import { guardForms } from "./forms.js";
import { closeDropdowns } from "./dropdowns.js";
import { reachScrollers } from "./scrollers.js";

guardForms();
attachFiles();
closeDropdowns();
reachScrollers();
