// phoneStore(name, options): a store on the phone; gives (mode, work) => the promise of what work's request answers.
window.phoneStore = (name, options) => {
  const answer = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("waiting", options);
  const store = answer(opening);
  return async (mode, work) => answer(work((await store).transaction("waiting", mode).objectStore("waiting")));
};
