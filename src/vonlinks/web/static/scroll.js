// Older photos come by themselves when the end of the grid comes near; the link is there without this, too.
export function scroll() {
  const link = document.querySelector("[data-older]");
  if (!link) return;
  const watcher = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) load();
  }, { rootMargin: "800px" });
  watcher.observe(link);

  let loading = false;
  async function load() {
    if (loading) return;
    loading = true;
    const answer = await fetch(link.href);
    if (!answer.ok) return;
    const more = new DOMParser().parseFromString(await answer.text(), "text/html");
    const days = document.querySelector("[data-days]");
    for (const day of more.querySelectorAll("[data-days] > .day")) {
      const last = days.lastElementChild;
      // A day that goes on over the edge of two pages stays one day.
      if (last && last.ariaLabel === day.ariaLabel) last.querySelector(".tiles").append(...day.querySelectorAll(".tile"));
      else days.append(day);
    }
    const following = more.querySelector("[data-older]");
    loading = false;
    if (!following) return link.remove();
    link.href = following.getAttribute("href");
    watcher.unobserve(link);
    watcher.observe(link);
  }
}
