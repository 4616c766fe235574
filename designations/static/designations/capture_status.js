"use strict";
// Looks how the capture goes, and goes on when it is finished; without it the page is loaded again.
(() => {
  const look = async () => {
    try {
      const answer = await fetch("?state", { headers: { Accept: "application/json" } });
      if (answer.ok && (await answer.json()).finished) return location.reload();
    } catch { /* The next look may succeed. */ }
    setTimeout(look, 1500);
  };
  setTimeout(look, 700);
})();
