// Package ink interprets the content of a page and lists the marks it makes: what
// is there, where on the paper, without rendering anything.
//
// # Model
//
// An [Interpreter] runs the operators of content streams (PDF 32000-1, annex A)
// over the objects of package pdf. It keeps as much of the graphics state as
// decides where there is ink: the matrix to paper, the bounding box of the clip,
// the pen, the text state, and of colours whether they are white and whether they
// are grey.
//
//	content -> lexer -> operator table -> path, text, image, shading
//	                                         | box, cut at the clip
//	                                         v
//	                       white, alpha 0, layer off: nothing; otherwise a Mark
//
// Forms are drawn where they stand, each time. Cells of tiling patterns and
// glyphs of Type 3 fonts are drawn once, on their own: what counts is whether
// they leave ink, where, and in colour.
//
// # What a box is
//
//   - Of a filled path: its bounds, of curves those of the curve. Of a stroke: with
//     width, caps and mitres; a dashed line counts as solid, a curve is grown by
//     half the width on all sides. Nothing is thinner than a hair of 0.1 mm.
//   - Of text: the boxes of its glyphs, as package font knows them.
//   - Of an image: the unit square, mapped. Of a shading: the clip, on the page.
//   - A pattern counts as ink all over the path that it fills.
//   - Every box is cut at the bounding box of the clip, not at the page's edge.
//
// # Choices
//
// Where in doubt there is ink: a false alarm costs a look, a miss costs a letter.
//
//   - A white mark is no ink, but it does not take away what lies under it either:
//     text that a white rectangle covers is still a mark.
//   - White is what a printer with 256 steps leaves blank; grey is within one step.
//     Calibrated spaces and ICC profiles count as the device space with as many
//     components, tints are what their transform makes of them, and a tint whose
//     transform cannot be run is white at 0 only.
//   - Text in render mode 3 or 7 is no ink, in Type 3 fonts neither.
//   - Blend modes and soft masks are not worked out: the mark is Unsure.
//   - A layer is on or off as in the default configuration, as its print usage changes it.
//   - White leaves ink where a blend mode takes it away from the white of the paper
//     (Difference, Exclusion), or where a transfer function is set.
//   - Annotations print if their Print flag is set and Hidden is not. Popups never do.
//     One that brings no appearance along is Unsure, if viewers draw it by its other
//     entries; otherwise it is none.
//   - A font that the resources do not have is Helvetica; content that makes no
//     sense is skipped, and what follows is read on.
//
// # Invariants
//
//   - Hostile input. Operators are charged to the budget of the document, and so
//     is what takes as long: bytes of content, glyphs whether seen or not, steps
//     of functions. Marks and glyphs that are kept are charged to Marks, nesting
//     of forms, cells and glyphs to Depth. What draws itself is damage and ends
//     there. There is no recursion over content but theirs.
//   - Numbers are finite: operands within 1e9, matrices within 1e12, boxes within a
//     million points.
//   - Same bytes, same marks: no clock, no map order.
package ink
