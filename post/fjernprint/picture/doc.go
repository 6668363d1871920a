// Package picture draws a page with what the print rules say of it: the zones
// tinted, what offends outlined and numbered, an arrow for each move, and a legend.
//
// A picture is an SVG document of our own, in millimetres. The page itself lies
// under it as a raster when somebody renders one (package worker does, with
// PDFium); without one the marks that the interpreter found are drawn plainly,
// which is what the verdict is based on anyway. The same input gives the same
// bytes, nothing in it is a script, and text of the document is escaped and
// masked.
package picture
