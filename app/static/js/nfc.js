// Writes a code's address into an NFC sticker, where the browser can (Chrome on Android). Elsewhere
// the page says what to use instead.
"use strict";

(() => {
  const section = document.getElementById("nfc");
  const [button, said, without] = [".write", "[role=status]", ".without"].map((one) => section.querySelector(one));
  if (!("NDEFReader" in self)) return;
  without.hidden = true;
  section.querySelector(".with").hidden = false;

  const say = (name) => { said.textContent = said.dataset[name]; };
  const locks = () => section.querySelector("[name=lock]").checked;

  const write = async () => {
    const sticker = new NDEFReader();
    const records = [{ recordType: "url", data: button.dataset.address }];
    await sticker.write({ records });
    if (locks()) await sticker.makeReadOnly();
  };

  button.addEventListener("click", async () => {
    button.disabled = true;
    say("hold");
    try {
      await write();
      say("done");
    } catch (error) {
      // NotAllowedError: the person or the browser has said no. Others: the sticker was moved too
      // early, is full, or is locked.
      say(error.name === "NotAllowedError" ? "refused" : "failed");
    }
    button.disabled = false;
  });
})();
