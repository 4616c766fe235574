"use strict";
// Unfolds the part of a draft's form that belongs to the kind of event chosen; everything works without it.
(() => {
  const said = "id_speaker", named = "id_name_on_list", ended = "id_end_reason", asked = "id_proposed_effect";
  const sections = {
    statement: [said], presence_confirmed: [said], absence_confirmed: [said],
    listed: [named], amended: [named], renewed: [named],
    delisted: [ended], annulled: [ended, asked], expired: [ended], suspended: [asked], reinstated: [asked],
    listing_proposed: [asked], delisting_proposed: [asked], legal_change_proposed: [asked],
    proposal_rejected: [asked], court_ruling: [asked],
  };
  const unfold = (kind) => {
    for (const id of sections[kind] || []) {
      const details = document.getElementById(id)?.closest("details");
      if (details) details.open = true;
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    const kind = document.getElementById("id_kind");
    if (!kind) return;
    kind.addEventListener("change", () => unfold(kind.value));
    unfold(kind.value);
  });
})();
