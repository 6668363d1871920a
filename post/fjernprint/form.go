package fjernprint

import (
	"context"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// form is FP-013 and FP-014.
func (e *examination) form(context.Context) error {
	d := e.document
	form := d.Dict(d.Catalog()["AcroForm"])
	needs, _ := d.Resolve(d.Catalog()["NeedsRendering"]).(types.Boolean)
	if d.Resolve(form["XFA"]) != nil || bool(needs) {
		e.find(Finding{Code: "form.xfa"}, nil)
	}
	fields, undrawn, err := fieldsOf(d, form)
	if err != nil {
		return err
	}
	if fields == 0 {
		return nil
	}
	generate, _ := d.Resolve(form["NeedAppearances"]).(types.Boolean)
	if bool(generate) || undrawn > 0 {
		f := Finding{Code: "form.appearances"}
		if undrawn > 0 {
			f.Found = plain(fieldCount(undrawn))
		}
		e.find(f, nil)
	}
	e.find(Finding{Code: "form.fields", Found: plain(fieldCount(fields))}, words{"fields": fieldCount(fields)})
	return nil
}

func fieldCount(n int) plural {
	return plural{n, text{"formularfelt", "form field"}, text{"formularfelter", "form fields"}}
}

// field is a node of the field tree, with what it inherits (PDF 32000 12.7.3).
type formField struct {
	object types.Object
	kind   string // FT
	filled bool   // it has a V that is not empty
}

// fieldsOf counts the fields of a form that have no fields below them, and the
// widgets that are to show a value and have no appearance to show it with.
func fieldsOf(d *pdf.Document, form types.Dict) (fields, undrawn int, err error) {
	var stack []formField
	for _, o := range d.Array(form["Fields"]) {
		stack = append(stack, formField{object: o})
	}
	seen := map[int]bool{}
	for len(stack) > 0 {
		f := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if err := d.Spend(pdf.Objects, 1); err != nil {
			return 0, 0, err
		}
		if ref, ok := f.object.(types.IndirectRef); ok {
			if seen[int(ref.ObjectNumber)] {
				continue
			}
			seen[int(ref.ObjectNumber)] = true
		}
		dict := d.Dict(f.object)
		if dict == nil {
			continue
		}
		if kind := d.Name(dict["FT"]); kind != "" {
			f.kind = kind
		}
		if v := dict["V"]; v != nil {
			f.filled = filled(d, v)
		}
		inner := false // it has fields below it, not only widgets
		for _, kid := range d.Array(dict["Kids"]) {
			stack = append(stack, formField{kid, f.kind, f.filled})
			inner = inner || d.Resolve(d.Dict(kid)["T"]) != nil
		}
		if dict["T"] != nil && !inner {
			fields++
		}
		if f.undrawn(d, dict) {
			undrawn++
		}
	}
	return fields, undrawn, nil
}

func filled(d *pdf.Document, v types.Object) bool {
	if b, ok := d.Bytes(v); ok {
		return len(b) > 0 && string(b) != "\xfe\xff" // the mark of UTF-16 alone
	}
	return len(d.Array(v)) > 0 || d.Stream(v) != nil
}

// Annotation flags (PDF 32000 table 165).
const (
	flagHidden = 1 << 1
	flagPrint  = 1 << 2
)

// undrawn reports whether a widget is to be printed with a text that only a form
// program would draw.
func (f formField) undrawn(d *pdf.Document, dict types.Dict) bool {
	if f.kind != "Tx" && f.kind != "Ch" || !f.filled || d.Name(dict["Subtype"]) != "Widget" {
		return false
	}
	flags, _ := d.Number(dict["F"])
	if int(flags)&flagHidden != 0 || int(flags)&flagPrint == 0 {
		return false
	}
	return d.Resolve(d.Dict(dict["AP"])["N"]) == nil
}
