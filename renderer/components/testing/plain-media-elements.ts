/** The test environment's media elements take only streams of its own; here they keep whatever they are given. */
Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
  configurable: true,
  writable: true,
  value: null
})
