/** Those that are at hand without a search, for messages and in the call alike. */
export const QUICK_EMOJI = ['👍', '❤️', '😂', '🎉', '👏', '🤔'] as const
