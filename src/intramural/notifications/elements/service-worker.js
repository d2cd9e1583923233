/* For whoever is signed in: the house opens without a connection, with what was last read. */
if (document.querySelector(".side")) navigator.serviceWorker?.register("/service-worker.js").catch(() => {});
