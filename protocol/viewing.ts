import * as v from 'valibot'

/** Largest side of a picture that anybody asks for, in pixels. */
const LARGEST_SIDE = 16_384

const sideSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LARGEST_SIDE))

/** How large a picture is drawn, in physical pixels; 0 by 0 when it is nowhere to be seen. */
const drawnSizeSchema = v.object({ width: sideSchema, height: sideSchema })

/** How large the sender of this message draws what its receiver sends: nobody has to encode more than that. */
export const viewingMessageSchema = v.object({
  type: v.literal('viewing'),
  camera: drawnSizeSchema,
  screen: drawnSizeSchema
})

export type DrawnSize = v.InferOutput<typeof drawnSizeSchema>
/** What one person shows of another one's pictures. */
export type Viewing = Omit<v.InferOutput<typeof viewingMessageSchema>, 'type'>
