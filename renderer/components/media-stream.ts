const streams = new WeakMap<MediaStreamTrack, MediaStream>()

/** A stream of this one track, made once: giving an element the same stream again costs nothing. */
export function streamOf(track: MediaStreamTrack): MediaStream {
  const existing = streams.get(track)
  if (existing !== undefined) return existing
  const stream = new MediaStream([track])
  streams.set(track, stream)
  return stream
}
