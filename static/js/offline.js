// The page that was wanted comes by itself: this one stands at its address.
let timer;
const wait = () => {
  clearTimeout(timer);
  timer = setTimeout(ask, 5000);
};
const ask = () => fetch("/healthz", { cache: "no-store" }).then(() => location.reload(), wait);
addEventListener("online", ask);
wait();
