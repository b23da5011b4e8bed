// The page that was wanted comes by itself: this one stands at its address.
addEventListener("online", () => location.reload());
