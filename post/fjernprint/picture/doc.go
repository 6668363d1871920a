// Package picture draws a page with what the print rules say of it: the zones
// tinted and named, what offends outlined and numbered, an arrow for each move with
// its millimetres, a scale along the edges, and a legend in Danish or English.
//
// A picture is an SVG document of our own, in millimetres. The page itself lies
// under it as a raster when somebody renders one (package worker does, with
// PDFium); without one the marks that the interpreter found are drawn plainly,
// which is what the verdict is based on anyway.
//
// Purposes of zones and severities of findings differ by pattern, dash and shape
// as well as by colour: they are told apart in a grey print, and by everybody.
//
// The same input gives the same bytes, of bounded size; the legend says what is
// left out. Nothing in a picture is a script, and text of the document is escaped.
// CPR-like numbers are hidden, on a rendered page too, as far as its text can be
// read: what a scan shows is shown.
package picture
