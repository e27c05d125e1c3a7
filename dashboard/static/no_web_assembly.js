// WebAssembly is not allowed here and nothing needs it; a library that finds none calculates without it.
delete globalThis.WebAssembly;
