// Package pixels looks into image XObjects: which part of a picture is not white.
// A scanned page with white margins covers the whole paper and yet puts no ink there.
//
// # Model
//
//	dictionary ── filters ──> samples ── colour space, Decode ──> ink or white ─┐
//	its mask   ── filters ──> samples ── opacity              ──> ink or clear ─┴─> one bit for each pixel
//
// A [Picture] keeps that map of bits and nothing else: a page of A4 at 300 dpi
// takes 1.1 MB, whatever its colours.
//
// # What is decoded
//
// Raw samples of 1, 2, 4, 8 and 16 bits (the lower 8 of 16 are not looked at),
// DCTDecode, and CCITTFaxDecode of all three kinds. JPXDecode and JBIG2Decode are
// not: such a picture is unknown, and its whole area counts as ink. So are
// damaged pictures, those whose numbers contradict each other, and what exceeds
// a limit.
//
// # Colours
//
// CalGray and CalRGB are taken as the device's; ICCBased as what its number of
// components says. DeviceCMYK is converted by the formula of PDF 32000 10.3.5.
// Separation and DeviceN: no tint is white, a tint is that much black, unless an
// exponential function (type 2) says into which colour it turns.
//
// # Invariants
//
//   - Nothing is allocated for what a dictionary only claims: the data has to be
//     there, or is charged to the document's budget first.
//   - The answer depends on the bytes alone. Samples are compared as integers of
//     8 bits, with a tolerance beyond what processors disagree on.
package pixels
