// The device's own sheet to share with, and its clipboard; where it has none the buttons stay hidden.
{
  const link = (element) => ({ title: element.dataset.title, url: element.dataset.share });

  for (const button of document.querySelectorAll("[data-share]")) {
    if (!navigator.share || (navigator.canShare && !navigator.canShare(link(button)))) continue;
    button.hidden = false;
    // Whoever closes the sheet again has done nothing wrong.
    button.addEventListener("click", () => navigator.share(link(button)).catch(() => {}));
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    const field = document.getElementById(button.dataset.copy);
    const said = document.getElementById(`${button.dataset.copy}-said`);
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value);
        said.textContent = said.dataset.copied;
      } catch {
        field.focus();
        field.select();
      }
    });
  }
}
