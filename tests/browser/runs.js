// Marks the document while a run of the page that it has asked for is not over, <html data-asked>, and for a moment
// after a press or a key, <html data-stirred>: what is done with a field asks for a run only a moment later.
//
// Streamlit's own sign of a run comes only when the server answers. What stands here reads the first bytes of its
// messages: each is a protocol buffer, of fields one after another.
(() => {
  const RERUN_SCRIPT = 11, NEW_SESSION = 4, SCRIPT_FINISHED = 6, ENDED_FOR_ANOTHER = 2, BYTES = 2;
  const DRAWN_MS = 50; // the page takes up a message a moment after it came
  const STIRRED_MS = 250;
  let begun = false, calm = 0;

  function stirred() {
    document.documentElement.setAttribute("data-stirred", "");
    clearTimeout(calm);
    calm = setTimeout(() => document.documentElement.removeAttribute("data-stirred"), STIRRED_MS);
  }

  for (const act of ["click", "keydown", "input", "change", "blur"]) addEventListener(act, stirred, true);

  function fields(bytes) {
    const found = new Map();
    let at = 0;
    const number = () => {
      let value = 0;
      for (let place = 1; ; place *= 128) {
        const byte = bytes[at++];
        value += (byte & 127) * place;
        if (byte < 128) return value;
      }
    };
    while (at < bytes.length) {
      const key = number(), value = number(); // no field of the outermost level is of a fixed width
      found.set(key >> 3, value);
      if ((key & 7) === BYTES) at += value;
    }
    return found;
  }

  function asked() {
    begun = false;
    document.documentElement.setAttribute("data-asked", "");
  }

  function told(message) {
    if (message.has(NEW_SESSION)) begun = true;
    if (!begun || !message.has(SCRIPT_FINISHED)) return;
    begun = message.get(SCRIPT_FINISHED) !== ENDED_FOR_ANOTHER;
    if (begun) setTimeout(() => begun && document.documentElement.removeAttribute("data-asked"), DRAWN_MS);
  }

  window.WebSocket = class extends window.WebSocket {
    constructor(...address) {
      super(...address);
      this.addEventListener("message", event => event.data instanceof ArrayBuffer && told(fields(new Uint8Array(event.data))));
    }

    send(data) {
      if (data instanceof Uint8Array && fields(data).has(RERUN_SCRIPT)) asked();
      super.send(data);
    }
  };
})();
