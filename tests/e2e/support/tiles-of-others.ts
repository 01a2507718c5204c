/** CSS selector of everybody else's tiles in a meeting. */
export const TILES_OF_OTHERS = '[data-peer-id]:not([data-self=true])'

/** CSS selector of the pictures in them. */
export const VIDEOS_OF_OTHERS = `${TILES_OF_OTHERS} video`
