/* SPDX-License-Identifier: EUPL-1.2 */
/* Small comforts; every page works without them. */
import { keepDrafts } from "./drafts.js";
import { enhanceEditors } from "./editor.js";
import { attachFiles } from "./attach.js";
import { guardForms } from "./forms.js";
import { closeDropdowns } from "./dropdowns.js";
import { offerPassages } from "./passages.js";
import { reachScrollers } from "./scrollers.js";
import { showSimilar } from "./similar.js";

keepDrafts();
guardForms();
enhanceEditors();
attachFiles();
closeDropdowns();
reachScrollers();
offerPassages();
showSimilar();
